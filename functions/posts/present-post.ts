import type { Post, PostSummary, Target as TargetView } from '#shared/posts/contract.ts';
import type { Target } from '#shared/publishing/target.ts';
import type { PostHeader, WholePost } from './post.store.ts';

/** A post as the API answers it. Answers are validated by the contract, which also drops what is not for callers. */
export const presentPost = ({ header, body, targets }: WholePost): Post => ({
  postId: header.postId,
  revision: header.revision,
  state: header.state,
  caption: body.caption,
  ...(body.firstComment ? { firstComment: body.firstComment } : {}),
  media: body.media,
  targets: targets.map(presentTarget),
  ...scheduleOf(header),
  createdAt: header.createdAt,
  updatedAt: header.updatedAt,
});

export const presentSummary = (header: PostHeader): PostSummary => ({
  postId: header.postId,
  revision: header.revision,
  state: header.state,
  excerpt: header.excerpt,
  ...(header.thumbnailUrl ? { thumbnailUrl: header.thumbnailUrl } : {}),
  platforms: header.platforms as PostSummary['platforms'],
  ...scheduleOf(header),
  updatedAt: header.updatedAt,
});

const presentTarget = ({ targetId, accountId, platform, username, state, attempt, ...rest }: Target): TargetView => ({
  targetId,
  accountId,
  platform,
  username,
  state,
  attempt,
  ...(rest.reason ? { reason: rest.reason } : {}),
  ...(rest.retryAt ? { retryAt: rest.retryAt } : {}),
  ...(rest.permalink ? { permalink: rest.permalink } : {}),
  ...(rest.publishedAt ? { publishedAt: rest.publishedAt } : {}),
  ...(state === 'published' && rest.deniedAt ? { found: true } : {}),
  ...(rest.comment ? { comment: rest.comment } : {}),
});

const scheduleOf = ({ publishAt, wallTime, zone }: PostHeader) => {
  if (wallTime === undefined || zone === undefined) return {};
  return publishAt === undefined ? { formerTime: { wallTime, zone } } : { schedule: { publishAt, wallTime, zone } };
};

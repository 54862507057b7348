import type { AccountRef } from '#functions/social/account-refs.ts';
import { now } from '#runtime/clock.ts';
import type { Post, PostSummary, TargetView } from '#shared/posts/contract.ts';
import { problemOf } from '#shared/posts/next-step.ts';
import type { Target } from '#shared/publishing/target.ts';
import { obstacleAt } from '#shared/social/usability.ts';
import { accountsOfTargets } from './assert-usable.ts';
import type { PostHeader, WholePost } from './post.store.ts';

/** A post as the API answers it, with what is known of its accounts now. */
export const answerOf = async (whole: WholePost): Promise<Post> =>
  presentPost(whole, await accountsOfTargets(whole.header.clientId, whole.targets));

/** The same, where its accounts are known. Answers are validated by the contract, which drops what is not for callers. */
export const presentPost = ({ header, body, targets }: WholePost, accounts: readonly AccountRef[]): Post => ({
  postId: header.postId,
  revision: header.revision,
  state: header.state,
  caption: body.caption,
  ...(body.firstComment ? { firstComment: body.firstComment } : {}),
  ...(body.variants ? { variants: body.variants } : {}),
  media: body.media,
  targets: targets.map((target) => ({ ...presentTarget(target), ...problemAt(target, { header, targets }, accounts) })),
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
  accountIds: header.accountIds ?? [],
  ...scheduleOf(header),
  updatedAt: header.updatedAt,
});

const presentTarget = ({
  targetId,
  accountId,
  platform,
  kind,
  username,
  state,
  attempt,
  ...rest
}: Target): TargetView => ({
  targetId,
  accountId,
  platform,
  kind,
  username,
  state,
  attempt,
  ...(rest.reason ? { reason: rest.reason } : {}),
  ...(rest.retryAt ? { retryAt: rest.retryAt } : {}),
  ...(rest.waited ? { waited: rest.waited } : {}),
  ...(rest.permalink ? { permalink: rest.permalink } : {}),
  ...(rest.publishedAt ? { publishedAt: rest.publishedAt } : {}),
  ...(state === 'published' && rest.deniedAt ? { found: true } : {}),
  ...(rest.comment ? { comment: rest.comment } : {}),
});

/** What to tell about a target, judged by its account at the planned minute; a draft without one is judged by today. */
function problemAt(
  target: Target,
  { header, targets }: Pick<WholePost, 'header' | 'targets'>,
  accounts: readonly AccountRef[],
): Pick<TargetView, 'problem'> {
  const account = accounts.find(({ accountId }) => accountId === target.accountId);
  const at = Math.max(target.publishAt ?? 0, now());
  const obstacle = account ? obstacleAt(account, at) : 'account.disconnected';
  const passed = target.publishAt !== undefined && target.publishAt <= now();
  const problem = problemOf(target, { state: header.state, targets }, { obstacle, passed });
  return problem ? { problem } : {};
}

const scheduleOf = ({ publishAt, wallTime, zone, shifted }: PostHeader) => {
  if (wallTime === undefined || zone === undefined) return {};
  if (publishAt === undefined) return { formerTime: { wallTime, zone } };
  return { schedule: { publishAt, wallTime, zone, ...(shifted ? { shifted } : {}) } };
};

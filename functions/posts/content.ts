import { mediaForPosts } from '#functions/media/media-for-posts.ts';
import { type AccountRef, accountRefs } from '#functions/social/account-refs.ts';
import { newId } from '#runtime/ids.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import { breachesOf } from '#shared/platforms/check.ts';
import { composingOf } from '#shared/platforms/composing.ts';
import { kindOf } from '#shared/platforms/platform.ts';
import { contentFor, type Variant } from '#shared/posts/variant.ts';
import { withFirstComment } from '#shared/publishing/comment.ts';
import type { Target } from '#shared/publishing/target.ts';
import { assertAllowed } from './assert-allowed.ts';
import type { PostBody, PostHeader } from './post.store.ts';

type StoredVariant = NonNullable<PostBody['variants']>[number];

export type Content = {
  caption: string;
  firstComment?: string | undefined;
  mediaIds: readonly string[];
  accountIds: readonly string[];
  variants?: readonly Variant[] | undefined;
};

/** Counted as JavaScript counts, so that an emoji is two or more. */
const EXCERPT_LENGTH = 140;
/** What is left of the header's one kilobyte when everything else is in it. */
const EXCERPT_BYTES = 245;

/** Looks up what a post refers to. Another tenant's image or account is a missing one. */
export async function resolve(actor: TenantActor, postId: string, content: Content) {
  const accountIds = [...new Set(content.accountIds)];
  const mediaIds = [...new Set(content.mediaIds)];
  const [media, accounts] = await Promise.all([
    mediaIds.length > 0 ? mediaForPosts(actor.clientId, mediaIds) : undefined,
    accountRefs(actor.clientId, accountIds),
  ]);
  const images = mediaIds.map((mediaId) => {
    const found = media?.get(mediaId);
    if (!found) throw new Problem('media.not_found', { issues: [{ path: 'body.mediaIds', issue: 'not_found' }] });
    const { key: _, ...image } = found;
    return image;
  });
  if (accounts.length < accountIds.length)
    throw new Problem('social.account_not_found', { issues: [{ path: 'body.accountIds', issue: 'not_found' }] });
  const { caption, firstComment = '' } = content;
  const commented = firstComment.trim() === '' ? {} : { firstComment };
  const variants = accounts.flatMap((account) =>
    variantOf(account, content.variants?.find(({ accountId }) => accountId === account.accountId) ?? {}),
  );
  const said = variants.length === 0 ? {} : { variants };
  const body: PostBody = { clientId: actor.clientId, postId, caption, ...commented, ...said, media: images };
  return { accounts, body };
}

/** What is said for one account alone, without answers to questions that its network does not ask; none for nothing. */
function variantOf(
  { accountId, platform }: Pick<AccountRef, 'accountId' | 'platform'>,
  { caption, kind, options = {} }: Omit<Variant, 'accountId'>,
): StoredVariant[] {
  const asked = new Set((composingOf(platform).options ?? []).map(({ name }) => name));
  const answered = Object.fromEntries(Object.entries(options).filter(([name]) => asked.has(name)));
  const said = {
    ...(caption === undefined ? {} : { caption }),
    ...(kind === undefined ? {} : { kind }),
    ...(Object.keys(answered).length === 0 ? {} : { options: answered }),
  };
  return Object.keys(said).length === 0 ? [] : [{ accountId, ...said }];
}

/** What the header repeats of the content. Cut between whole characters, so that no emoji is split. */
export function headline(body: PostBody): Pick<PostHeader, 'excerpt' | 'thumbnailUrl'> {
  const [first] = body.media;
  return { excerpt: excerptOf(body.caption), thumbnailUrl: first?.url };
}

/** Made once, because making them takes longer than using them. */
const characters = new Intl.Segmenter('ar');
const encoder = new TextEncoder();
const room = new Uint8Array(EXCERPT_BYTES);

/** Measured first and cut once: going through it character by character would cost more than writing the row. */
function excerptOf(caption: string): string {
  const end = Math.min(EXCERPT_LENGTH, encoder.encodeInto(caption, room).read);
  if (end === caption.length) return caption;
  return caption.slice(0, characters.segment(caption).containing(end)?.index);
}

/** A new target of a post, at `revision`. */
export const draftTarget = (
  body: PostBody,
  revision: number,
  { accountId, platform, username }: AccountRef,
): Target => {
  const { clientId, postId, firstComment, media } = body;
  const kind = kindOf(platform, media, contentFor(body, accountId).kind);
  const target: Target = {
    ...{ clientId, postId, targetId: newId('target'), accountId, platform, username, kind },
    ...{ revision, version: 1, state: 'draft', fence: 0, attempt: 0, polls: 0 },
  };
  return withFirstComment(target, firstComment !== undefined);
};

/** A target of before, with what its post has become. */
export const withContent = (target: Target, body: PostBody): Target => {
  const kind = kindOf(target.platform, body.media, contentFor(body, target.accountId).kind);
  return withFirstComment({ ...target, kind }, body.firstComment !== undefined);
};

/** The same post, in which one account says something else. */
export function varied(
  body: PostBody,
  account: Pick<AccountRef, 'accountId' | 'platform'>,
  change: Omit<Variant, 'accountId'>,
): PostBody {
  const { variants = [], ...same } = body;
  const before = variants.find(({ accountId }) => accountId === account.accountId);
  const said = [...variants.filter((variant) => variant !== before), ...variantOf(account, { ...before, ...change })];
  return said.length === 0 ? same : { ...same, variants: said };
}

/**
 * Throws `post.not_publishable` with every rule that a post breaks on the networks it is meant for, once for each, and
 * `post.content_blocked` when it says what may not be said in Kuwait.
 */
export function assertPublishable(
  body: PostBody,
  targets: readonly Pick<Target, 'platform' | 'kind' | 'accountId'>[],
): void {
  const found = targets.flatMap(({ platform, kind, accountId }) =>
    breachesOf({ ...body, ...contentFor(body, accountId), kind }, platform).map(({ rule, limit, option }) => ({
      path: [platform, rule, ...(option === undefined ? [] : [option])].join('.'),
      issue: rule,
      ...(limit === undefined ? {} : { limit }),
    })),
  );
  const issues =
    targets.length === 0
      ? [{ path: 'body.accountIds', issue: 'account_missing' }]
      : [...new Map(found.map((issue) => [issue.path, issue])).values()];
  if (issues.length > 0) throw new Problem('post.not_publishable', { issues });
  assertAllowed(body);
}

import * as z from 'zod/mini';
import { networkHost } from '#runtime/env.ts';
import type { Credentials, Fault, Finding, Handle, Outcome, Piece, PlatformPost, Publisher } from '../platform.ts';
import { tiktokRequest } from './call.ts';
import { offer } from './creator.ts';
import { failureOf } from './errors.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const begun = z.object({ publish_id: z.string().check(z.minLength(1), z.maxLength(64)) });
// Long numbers are text by now; the name is spelled like that.
const ids = z.optional(z.nullable(z.array(z.union([z.string(), z.number()]))));
const progress = z.object({
  status: z.string(),
  fail_reason: z.optional(z.string()),
  publicaly_available_post_id: ids,
  publicly_available_post_id: ids,
});

const refused = (reason: Fault['reason'], detail: string): Outcome<never> => ({
  ok: false,
  fault: { disposition: 'permanent', reason, detail },
});

/** Nothing is handed over ahead: what will be asked for is put together, and whether the account still offers it. */
async function stage(
  credentials: Credentials,
  { kind, caption, options, media }: PlatformPost,
): Promise<Outcome<{ handle: Handle }>> {
  const images = media.map(({ url }) => url);
  if ((kind !== 'photo' && kind !== 'draft') || images.length === 0) return refused('content.refused', `kind ${kind}`);
  const source_info = { source: 'PULL_FROM_URL', photo_cover_index: 0, photo_images: images };
  if (kind === 'draft') {
    const body = { media_type: 'PHOTO', post_mode: 'MEDIA_UPLOAD', post_info: { description: caption }, source_info };
    return { ok: true, value: { handle: { body: JSON.stringify(body) } } };
  }
  const offered = await offer(credentials);
  if (!offered.ok) return offered;
  const { privacy = '' } = options;
  const { choices, disabled } = offered.value;
  if (!choices.privacy?.includes(privacy)) return refused('content.option', 'privacy no longer offered');
  const isOn = (name: string) => options[name] === 'on';
  const isDisclosed = isOn('disclose');
  const body = {
    ...{ media_type: 'PHOTO', post_mode: 'DIRECT_POST', source_info },
    ...(isOn('aiMade') ? { is_aigc: true } : {}),
    post_info: {
      description: caption,
      privacy_level: privacy,
      disable_comment: !isOn('comments') || disabled.includes('comments'),
      auto_add_music: isOn('music'),
      brand_content_toggle: isDisclosed && isOn('branded'),
      brand_organic_toggle: isDisclosed && isOn('ownBrand'),
    },
  };
  return { ok: true, value: { handle: { body: JSON.stringify(body) } } };
}

/** TikTok fetches the files by itself once it is asked; from here on it may show the post. */
async function publish(credentials: Credentials, { handle }: Piece): Promise<Outcome<{ accepted: Handle }>> {
  const json = JSON.parse(handle.body ?? '{}') as object;
  const init = await tiktokRequest(
    credentials,
    { path: '/v2/post/publish/content/init/', json },
    'irreversible',
    begun,
  );
  return init.ok ? { ok: true, value: { accepted: { ...handle, publishId: init.value.publish_id } } } : init;
}

/**
 * How far TikTok is with what it took. Without a publish id it was never heard whether it took it, and nothing that the
 * account shows could prove that it did not: a person has to look.
 */
async function reconcile(
  credentials: Credentials,
  { handle, denied }: Piece & { denied: boolean },
): Promise<Outcome<Finding>> {
  const { publishId } = handle;
  if (publishId === undefined)
    return denied
      ? { ok: true, value: { found: 'absent' } }
      : { ok: false, fault: { disposition: 'retry', reason: 'publishing.in_doubt', detail: 'no publish id' } };
  const path = '/v2/post/publish/status/fetch/';
  const asked = await tiktokRequest(credentials, { path, json: { publish_id: publishId } }, 'read', progress);
  if (!asked.ok) return asked;
  const { status, fail_reason: failed = '', ...shown } = asked.value;
  const id = (shown.publicaly_available_post_id ?? shown.publicly_available_post_id)?.[0];
  switch (status) {
    case 'PUBLISH_COMPLETE':
      return { ok: true, value: { found: 'live', ...(id === undefined ? {} : { externalId: String(id) }) } };
    case 'SEND_TO_USER_INBOX':
      return { ok: true, value: { found: 'live' } };
    case 'FAILED':
      return { ok: true, value: { found: 'refused', reason: failureOf(failed) } };
    default:
      return { ok: true, value: { found: 'processing' } };
  }
}

const named = z.object({ user: z.object({ username: z.optional(z.string()) }) });

/** The address names the account, which may have another name by now. */
async function permalink(credentials: Credentials, { externalId }: { externalId: string }) {
  const who = await tiktokRequest(credentials, { path: '/v2/user/info/?fields=username' }, 'read', named);
  if (!who.ok) return who;
  const { username } = who.value.user;
  if (username === undefined) return refused('content.refused', 'no name');
  return {
    ok: true,
    value: { permalink: `${networkHost('tiktok', 'www')}/@${username}/photo/${externalId}` },
  } as const;
}

/** Publishing on TikTok: one call hands the post over, TikTok fetches its files and shows it when it is through. */
export const tiktokPublisher: Publisher = {
  pollDelaysMs: [5 * SECOND, 10 * SECOND, 20 * SECOND, 30 * SECOND, MINUTE, 5 * MINUTE],
  giveUpMs: 6 * HOUR,
  offer: { safety: 'read', run: (credentials) => offer(credentials) },
  stage: { safety: 'repeatable', run: stage },
  check: { safety: 'read', run: async () => ({ ok: true, value: 'ready' }) },
  publish: { safety: 'irreversible', run: publish },
  reconcile: { safety: 'read', run: reconcile },
  permalink: { safety: 'read', run: permalink },
};

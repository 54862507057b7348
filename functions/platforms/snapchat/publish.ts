import * as z from 'zod/mini';
import { now } from '#runtime/clock.ts';
import { networkHost } from '#runtime/env.ts';
import type { Credentials, Finding, Handle, Outcome, Piece, PlatformPost, Publisher } from '../platform.ts';
import { snapchatRequest } from './call.ts';
import { byHand, isPending, myProfile, whyForbidden } from './profile.ts';
import { snapchatUpload } from './upload.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** How far Snap's clock and ours may be apart. */
const SLACK_MS = MINUTE;
/** So long a story is looked for; then it is out without a link. */
const SOUGHT_MS = 10 * MINUTE;

const accepted = z.looseObject({});
const item = z.looseObject({
  id: z.optional(z.string()),
  created_at: z.optional(z.string()),
  title: z.optional(z.string()),
});
const row = z.object({ story: z.optional(item), saved_story: z.optional(item) });
const shown = z.object({ stories: z.optional(z.array(row)), saved_stories: z.optional(z.array(row)) });

const failed = (detail: string): Outcome<never> => ({
  ok: false,
  fault: { disposition: 'permanent', reason: 'content.refused', detail },
});
/** The same outcome, in which a forbidden call says what it means. */
async function explained<T>(credentials: Credentials, outcome: Outcome<T>): Promise<Outcome<T>> {
  return outcome.ok ? outcome : { ok: false, fault: await whyForbidden(credentials, outcome.fault) };
}

async function stage(
  credentials: Credentials,
  { kind, caption, media }: PlatformPost,
): Promise<Outcome<{ handle: Handle }>> {
  const [file, ...others] = media;
  if ((kind !== 'story' && kind !== 'saved') || !file || others.length > 0) return failed(`kind ${kind}`);
  if (isPending(credentials)) return { ok: false, fault: byHand('no profile yet') };
  const uploaded = await explained(credentials, await snapchatUpload(credentials, file));
  if (!uploaded.ok) return uploaded;
  return { ok: true, value: { handle: { kind, mediaId: uploaded.value, title: caption.slice(0, 45) } } };
}

/** Snap takes a story without giving it an id: it is bound to what the profile shows afterwards. */
async function publish(credentials: Credentials, { handle }: Piece): Promise<Outcome<{ accepted: Handle }>> {
  const { kind, mediaId = '', title = '' } = handle;
  const json =
    kind === 'saved'
      ? { saved_stories: [{ title, snap_sources: [{ media_id: mediaId }] }] }
      : { media_id: mediaId, customized_ttl: { ttl: 'ONE_DAY' } };
  const call = { method: 'POST', path: `${profileOf(credentials)}/${edgeOf(handle)}`, json } as const;
  const posted = await explained(credentials, await snapchatRequest(credentials, call, 'irreversible', accepted));
  if (!posted.ok) return posted;
  return { ok: true, value: { accepted: { ...handle, postedAt: String(now()) } } };
}

/**
 * Looks for what was made since. One story of that time is ours; two leave the link open. What was taken is out, found
 * or not; what was never answered and is not shown is sent again with the same file, which Snap refuses while an
 * earlier call is at work.
 */
async function reconcile(
  credentials: Credentials,
  { handle, armedAt }: Piece & { armedAt: number },
): Promise<Outcome<Finding>> {
  const list = await snapchatRequest(
    credentials,
    { method: 'GET', path: `${profileOf(credentials)}/${edgeOf(handle)}` },
    'read',
    shown,
  );
  const wasTaken = handle.postedAt !== undefined;
  const isOver = wasTaken && now() - Number(handle.postedAt) > SOUGHT_MS;
  if (!list.ok) return isOver ? { ok: true, value: { found: 'live' } } : list;
  const rows = list.value.stories ?? list.value.saved_stories ?? [];
  const since = rows
    .map(({ story, saved_story }): z.output<typeof item> => story ?? saved_story ?? {})
    .filter(({ created_at = '' }) => Date.parse(created_at) >= armedAt - SLACK_MS)
    .filter(({ title }) => handle.kind !== 'saved' || title === undefined || title === handle.title);
  const [only, ...others] = since;
  if (only)
    return { ok: true, value: { found: 'live', ...(only.id && others.length === 0 ? { externalId: only.id } : {}) } };
  return { ok: true, value: { found: isOver ? 'live' : wasTaken ? 'processing' : 'absent' } };
}

const profileOf = ({ externalId }: Credentials): string => `/v1/public_profiles/${externalId}`;
const edgeOf = ({ kind }: Handle): string => (kind === 'saved' ? 'saved_stories' : 'stories');

/** A story has no address of its own; people find it on the profile. */
async function permalink(credentials: Credentials): Promise<Outcome<{ permalink: string }>> {
  const profile = await myProfile(credentials);
  if (!profile.ok) return profile;
  const name = profile.value?.snap_user_name;
  if (name === undefined) return failed('no name');
  return { ok: true, value: { permalink: `${networkHost('snapchat', 'www')}/add/${encodeURIComponent(name)}` } };
}

/** Publishing stories on Snapchat: the file goes up encrypted, then one call makes a story of it. */
export const snapchatPublisher: Publisher = {
  pollDelaysMs: [5 * SECOND, 15 * SECOND, 30 * SECOND, MINUTE],
  giveUpMs: 15 * MINUTE,
  stage: { safety: 'repeatable', run: stage },
  check: { safety: 'read', run: async () => ({ ok: true, value: 'ready' }) },
  publish: { safety: 'irreversible', run: publish },
  reconcile: { safety: 'read', run: reconcile },
  permalink: { safety: 'read', run: permalink },
};

import * as z from 'zod/mini';
import type { Credentials, DirectPublisher, Fault, Handle, Outcome, PlatformPost } from '../platform.ts';
import { isSameText } from '../same-text.ts';
import { comment, findComment } from './comments.ts';
import { processingFault } from './errors.ts';
import { graphRequest } from './graph-request.ts';

const SECOND = 1000;
/** Publishing sometimes takes Instagram long; hanging up early would only make doubt. */
const PUBLISH_TIMEOUT_MS = 20 * SECOND;
/** How far Instagram's clock and ours may be apart when we look for a post that we made. */
const CLOCK_SLACK_MS = 120 * SECOND;
/** From arming until a call can no longer have been taken, with room to spare. */
const TAKEN_WITHIN_MS = 180 * SECOND;
const PAGE = 50;

const made = z.object({ id: z.string() });
const container = z.object({
  status_code: z.enum(['IN_PROGRESS', 'FINISHED', 'ERROR', 'EXPIRED', 'PUBLISHED']),
  status: z.optional(z.string()),
});
const mediaItem = z.object({ id: z.string(), timestamp: z.string(), caption: z.optional(z.string()) });
type MediaItem = z.infer<typeof mediaItem>;
const mediaList = z.object({ data: z.array(mediaItem) });
const linked = z.object({ permalink: z.string() });

const broken = (detail: string): Outcome<never> => {
  const fault: Fault = { disposition: 'restage', reason: 'platform.unavailable', detail };
  return { ok: false, fault };
};
const containerIn = (handle: Handle): string => handle.containerId ?? '';
const statusOf = (credentials: Credentials, handle: Handle) =>
  graphRequest(
    credentials,
    { method: 'GET', path: containerIn(handle), fields: { fields: 'id,status_code,status' } },
    'read',
    container,
  );

async function stage(
  credentials: Credentials,
  { kind, caption, media }: PlatformPost,
): Promise<Outcome<{ handle: Handle }>> {
  const [image, ...others] = media;
  if (kind !== 'image' || image?.kind !== 'image' || others.length > 0)
    return { ok: false, fault: { disposition: 'permanent', reason: 'content.refused', detail: `kind ${kind}` } };
  const fields = { image_url: image.url, caption, ...(image.altText ? { alt_text: image.altText } : {}) };
  const result = await graphRequest(
    credentials,
    { method: 'POST', path: `${credentials.externalId}/media`, fields },
    'repeatable',
    made,
  );
  return result.ok ? { ok: true, value: { handle: { containerId: result.value.id } } } : result;
}

async function check(
  credentials: Credentials,
  { handle }: { handle: Handle },
): Promise<Outcome<'processing' | 'ready' | 'published'>> {
  const result = await statusOf(credentials, handle);
  if (!result.ok) return result;
  switch (result.value.status_code) {
    case 'IN_PROGRESS':
      return { ok: true, value: 'processing' };
    case 'FINISHED':
      return { ok: true, value: 'ready' };
    case 'PUBLISHED':
      return { ok: true, value: 'published' };
    case 'EXPIRED':
      return broken('container expired');
    case 'ERROR':
      return { ok: false, fault: processingFault(result.value.status ?? '') };
  }
}

async function publish(
  credentials: Credentials,
  { handle }: { handle: Handle },
): Promise<Outcome<{ externalId: string }>> {
  const result = await graphRequest(
    credentials,
    {
      method: 'POST',
      path: `${credentials.externalId}/media_publish`,
      fields: { creation_id: containerIn(handle) },
      timeoutMs: PUBLISH_TIMEOUT_MS,
    },
    'irreversible',
    made,
  );
  return result.ok ? { ok: true, value: { externalId: result.value.id } } : result;
}

type Finding = { found: 'live'; externalId?: string } | { found: 'absent' | 'processing' | 'lost' };

async function reconcile(
  credentials: Credentials,
  { handle, caption, armedAt, denied }: { handle: Handle; caption: string; armedAt: number; denied: boolean },
): Promise<Outcome<Finding>> {
  const result = await statusOf(credentials, handle);
  if (!result.ok) return denied ? findShown(credentials, caption, armedAt, result.fault) : result;
  switch (result.value.status_code) {
    case 'IN_PROGRESS':
      return { ok: true, value: { found: 'processing' } };
    case 'FINISHED':
      return { ok: true, value: { found: 'absent' } };
    case 'EXPIRED':
    case 'ERROR':
      return { ok: true, value: { found: 'lost' } };
    case 'PUBLISHED': {
      const externalId = await findMedia(credentials, caption, armedAt);
      return { ok: true, value: { found: 'live', ...(externalId === undefined ? {} : { externalId }) } };
    }
  }
}

/**
 * The id of the post that was made around `armedAt`, when exactly one fits. The container proves that it is live, so
 * not finding it (or finding two) only leaves the link open; taking the newest would bind somebody else's post.
 */
async function findMedia(credentials: Credentials, caption: string, armedAt: number): Promise<string | undefined> {
  const shown = await mediaAround(credentials, armedAt);
  if (!shown.ok) return undefined;
  return onlyIdOf(shown.value.filter((item) => isSameText(item.caption ?? caption, caption)));
}

/**
 * What the account shows, where the container tells nothing any more. Our words at our time are our post, whoever did
 * not see it. Posts whose words Instagram keeps to itself leave the doubt (`fault`) as it is.
 */
async function findShown(
  credentials: Credentials,
  caption: string,
  armedAt: number,
  fault: Fault,
): Promise<Outcome<Finding>> {
  const shown = await mediaAround(credentials, armedAt);
  if (!shown.ok) return shown;
  const same = shown.value.filter((item) => isSameText(item.caption ?? '', caption));
  const externalId = onlyIdOf(same);
  if (same.length > 0) return { ok: true, value: { found: 'live', ...(externalId ? { externalId } : {}) } };
  const isWordless = shown.value.some((item) => item.caption === undefined);
  return isWordless ? { ok: false, fault } : { ok: true, value: { found: 'lost' } };
}

const onlyIdOf = (items: readonly { id: string }[]): string | undefined =>
  items.length === 1 ? items[0]?.id : undefined;

/** What the account shows of the minutes in which a post that was armed then can have come out. */
async function mediaAround({ externalId, token }: Credentials, armedAt: number): Promise<Outcome<MediaItem[]>> {
  const [from, until] = [armedAt - CLOCK_SLACK_MS, armedAt + TAKEN_WITHIN_MS + CLOCK_SLACK_MS];
  const fields = {
    fields: 'id,caption,timestamp,media_type,permalink',
    since: String(Math.floor(from / SECOND)),
    until: String(Math.ceil(until / SECOND)),
    limit: String(PAGE),
  };
  const call = { method: 'GET', path: `${externalId}/media`, fields } as const;
  const list = await graphRequest({ externalId, token }, call, 'read', mediaList);
  if (!list.ok) return list;
  const isAround = ({ timestamp }: MediaItem) =>
    Date.parse(timestamp) >= from - SECOND && Date.parse(timestamp) <= until;
  return { ok: true, value: list.value.data.filter(isAround) };
}

const permalink = (credentials: Credentials, { externalId }: { externalId: string }) =>
  graphRequest(credentials, { method: 'GET', path: externalId, fields: { fields: 'permalink' } }, 'read', linked);

/** Publishing on Instagram: a container is staged and processed, then one irreversible call makes it visible. */
export const instagramPublisher: DirectPublisher = {
  pollDelaysMs: [5 * SECOND, 10 * SECOND, 20 * SECOND, 60 * SECOND],
  giveUpMs: 5 * 60 * SECOND,
  stage: { safety: 'repeatable', run: stage },
  check: { safety: 'read', run: check },
  publish: { safety: 'irreversible', run: publish },
  reconcile: { safety: 'read', run: reconcile },
  reconcilesByCaption: true,
  permalink: { safety: 'read', run: permalink },
  comment: { safety: 'irreversible', run: comment },
  findComment: { safety: 'read', run: findComment },
};

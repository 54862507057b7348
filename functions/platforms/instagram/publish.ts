import * as z from 'zod/mini';
import type { Credentials, Fault, Handle, Outcome, Publication, Publisher } from '../platform.ts';
import { ask } from './ask.ts';
import { comment, findComment } from './comments.ts';
import { processingFault } from './errors.ts';

const SECOND = 1000;
/** Publishing sometimes takes Instagram long; hanging up early would only make doubt. */
const PUBLISH_TIMEOUT_MS = 20 * SECOND;
/** How far Instagram's clock and ours may be apart when we look for a post that we made. */
const CLOCK_SLACK_MS = 120 * SECOND;

const made = z.object({ id: z.string() });
const container = z.object({
  status_code: z.enum(['IN_PROGRESS', 'FINISHED', 'ERROR', 'EXPIRED', 'PUBLISHED']),
  status: z.optional(z.string()),
});
const mediaItem = z.object({ id: z.string(), timestamp: z.string(), caption: z.optional(z.string()) });
const mediaList = z.object({ data: z.array(mediaItem) });
const linked = z.object({ permalink: z.string() });

const broken = (detail: string): Outcome<never> => {
  const fault: Fault = { disposition: 'restage', reason: 'platform.unavailable', detail };
  return { ok: false, fault };
};
const containerIn = (handle: Handle): string => handle.containerId ?? '';
const statusOf = (credentials: Credentials, handle: Handle) =>
  ask(
    credentials,
    { method: 'GET', path: containerIn(handle), fields: { fields: 'id,status_code,status' } },
    'read',
    container,
  );

async function stage(
  credentials: Credentials,
  { kind, caption, media }: Publication,
): Promise<Outcome<{ handle: Handle }>> {
  const [image, ...others] = media;
  if (kind !== 'image' || image?.kind !== 'image' || others.length > 0)
    return { ok: false, fault: { disposition: 'permanent', reason: 'content.refused', detail: `kind ${kind}` } };
  const fields = { image_url: image.url, caption, ...(image.altText ? { alt_text: image.altText } : {}) };
  const result = await ask(
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
  const result = await ask(
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
  { handle, caption, armedAt }: { handle: Handle; caption: string; armedAt: number },
): Promise<Outcome<Finding>> {
  const result = await statusOf(credentials, handle);
  if (!result.ok) return result;
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
  const from = armedAt - CLOCK_SLACK_MS;
  const fields = {
    fields: 'id,caption,timestamp,media_type,permalink',
    since: String(Math.floor(from / SECOND)),
    limit: '10',
  };
  const list = await ask(
    credentials,
    { method: 'GET', path: `${credentials.externalId}/media`, fields },
    'read',
    mediaList,
  );
  if (!list.ok) return undefined;
  const fitting = list.value.data.filter(
    (item) => Date.parse(item.timestamp) >= from - SECOND && (item.caption ?? caption).trim() === caption.trim(),
  );
  return fitting.length === 1 ? fitting[0]?.id : undefined;
}

const permalink = (credentials: Credentials, { externalId }: { externalId: string }) =>
  ask(credentials, { method: 'GET', path: externalId, fields: { fields: 'permalink' } }, 'read', linked);

/** Publishing on Instagram: a container is staged and processed, then one irreversible call makes it visible. */
export const instagramPublisher: Publisher = {
  platform: 'instagram',
  kinds: ['image'],
  pollDelaysMs: [5 * SECOND, 10 * SECOND, 20 * SECOND, 60 * SECOND],
  giveUpMs: 5 * 60 * SECOND,
  stage: { safety: 'repeatable', run: stage },
  check: { safety: 'read', run: check },
  publish: { safety: 'irreversible', run: publish },
  reconcile: { safety: 'read', run: reconcile },
  permalink: { safety: 'read', run: permalink },
  comment: { safety: 'irreversible', run: comment },
  findComment: { safety: 'read', run: findComment },
};

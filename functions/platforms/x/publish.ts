import * as z from 'zod/mini';
import { networkHost } from '#runtime/env.ts';
import { threadOf } from '#shared/platforms/thread.ts';
import type { Credentials, DirectPublisher, Handle, Outcome, Piece, PlatformPost } from '../platform.ts';
import { xRequest } from './call.ts';
import { mediaIn, textsIn } from './handle.ts';
import { reconcile } from './reconcile.ts';
import { processed, xUpload } from './upload.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** Hanging up early would only make doubt. */
const PUBLISH_TIMEOUT_MS = 20 * SECOND;

const made = z.object({ data: z.object({ id: z.string().check(z.regex(/^\d{1,19}$/)) }) });

/** One file with each call. They hang on the first post of a thread. */
async function stage(
  credentials: Credentials,
  { caption, media, handle }: PlatformPost & { handle: Handle },
): Promise<Outcome<{ handle: Handle; more?: boolean; pieces?: number }>> {
  const held = mediaIn(handle);
  const parts = threadOf(caption);
  const pieces = parts.length > 1 ? { pieces: parts.length } : {};
  const kept = { ...handle, texts: JSON.stringify(parts) };
  const next = media[held.length];
  if (!next) return { ok: true, value: { handle: kept, ...pieces } };
  const uploaded = await xUpload(credentials, next);
  if (!uploaded.ok) return uploaded;
  const { id, processing } = uploaded.value;
  const ids = [...held, id];
  return {
    ok: true,
    value: {
      handle: { ...kept, media: ids.join(','), ...(processing ? { waitsFor: id } : {}) },
      more: ids.length < media.length,
      ...pieces,
    },
  };
}

async function check(credentials: Credentials, { handle }: { handle: Handle }) {
  return handle.waitsFor === undefined
    ? ({ ok: true, value: 'ready' } as const)
    : await processed(credentials, handle.waitsFor);
}

async function publish(credentials: Credentials, { handle, parts }: Piece): Promise<Outcome<{ externalId: string }>> {
  const [text = '', ids, before] = [textsIn(handle)[parts.length], mediaIn(handle), parts.at(-1)];
  const json = {
    ...(text === '' ? {} : { text }),
    ...(ids.length > 0 && before === undefined ? { media: { media_ids: ids } } : {}),
    ...(before === undefined ? {} : { reply: { in_reply_to_tweet_id: before } }),
  };
  const call = { method: 'POST', path: '/2/tweets', json, timeoutMs: PUBLISH_TIMEOUT_MS } as const;
  const result = await xRequest(credentials, call, 'irreversible', made);
  return result.ok ? { ok: true, value: { externalId: result.value.data.id } } : result;
}

/** X has one address for a post whoever wrote it, so nobody has to be asked. */
const permalink = async (_: Credentials, { externalId }: { externalId: string }) =>
  ({ ok: true, value: { permalink: `${networkHost('x', 'www')}/i/status/${externalId}` } }) as const;

/** Publishing on X: files go up first and are seen by nobody, then each post of a thread is one irreversible call. */
export const xPublisher: DirectPublisher = {
  pollDelaysMs: [SECOND, 5 * SECOND, 15 * SECOND, MINUTE],
  giveUpMs: 15 * MINUTE,
  stage: { safety: 'repeatable', run: stage },
  check: { safety: 'read', run: check },
  publish: { safety: 'irreversible', run: publish },
  reconcile: { safety: 'read', run: reconcile },
  permalink: { safety: 'read', run: permalink },
};

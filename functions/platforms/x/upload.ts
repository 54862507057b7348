import * as z from 'zod/mini';
import { bytesOf } from '../media-bytes.ts';
import type { Credentials, Outcome, PlatformPost } from '../platform.ts';
import { xRequest } from './call.ts';
import { xFaultOf } from './errors.ts';

/** Each file goes up in pieces of this size; where that is too much for the edge, in smaller ones. */
const CHUNK_BYTES = 4 * 1024 * 1024;
const FALLBACK_CHUNK_BYTES = 1024 * 1024;
const LARGEST_IMAGE_BYTES = 5 * 1024 * 1024;

type Media = PlatformPost['media'][number];

const begun = z.object({ data: z.object({ id: z.string() }) });
const processing = z.optional(z.object({ state: z.string() }));
const finished = z.object({ data: z.object({ id: z.string(), processing_info: processing }) });
const anything = z.unknown();

/** A file that X holds and nobody sees yet; `processing`: it is not ready yet. */
export type Uploaded = { id: string; processing: boolean };

/** Brings one file to X. May be repeated freely: nothing is public until a post names it. */
export async function xUpload(credentials: Credentials, media: Media): Promise<Outcome<Uploaded>> {
  const loaded = await bytesOf(media.url);
  if (!loaded.ok) return loaded;
  const bytes = loaded.value;
  if (media.kind === 'image' && bytes.length > LARGEST_IMAGE_BYTES)
    return { ok: false, fault: { disposition: 'permanent', reason: 'content.image_too_large', detail: 'over 5 MiB' } };
  const whole = await inChunks(credentials, media, bytes, CHUNK_BYTES);
  const tooLarge = !whole.ok && whole.fault.detail.endsWith(' 413');
  const done = tooLarge ? await inChunks(credentials, media, bytes, FALLBACK_CHUNK_BYTES) : whole;
  if (done.ok && media.altText) await describe(credentials, done.value.id, media.altText);
  return done;
}

async function inChunks(
  credentials: Credentials,
  { kind }: Media,
  bytes: Uint8Array<ArrayBuffer>,
  size: number,
): Promise<Outcome<Uploaded>> {
  const announced =
    kind === 'image'
      ? { media_type: 'image/jpeg', media_category: 'tweet_image' }
      : { media_type: 'video/mp4', media_category: 'tweet_video' };
  const path = '/2/media/upload';
  const start = await xRequest(
    credentials,
    { method: 'POST', path: `${path}/initialize`, json: { ...announced, total_bytes: bytes.length } },
    'repeatable',
    begun,
  );
  if (!start.ok) return start;
  const { id } = start.value.data;
  for (let at = 0, index = 0; at < bytes.length; at += size, index += 1) {
    const form = new FormData();
    form.set('segment_index', String(index));
    form.set('media', new Blob([bytes.subarray(at, at + size)]));
    // Any answer of success will do; an empty one has been seen.
    const call = { method: 'POST', path: `${path}/${id}/append`, body: form } as const;
    const sent = await xRequest(credentials, call, appendFault, anything);
    if (!sent.ok) return sent;
  }
  const end = await xRequest(credentials, { method: 'POST', path: `${path}/${id}/finalize` }, 'repeatable', finished);
  if (!end.ok) return end;
  const state = end.value.data.processing_info?.state;
  return { ok: true, value: { id, processing: state !== undefined && state !== 'succeeded' } };
}

const appendFault: Parameters<typeof xRequest>[2] = (failure) => {
  const fault = xFaultOf(failure, 'repeatable');
  return 'status' in failure && failure.status === 413 ? { ...fault, detail: 'chunk 413' } : fault;
};

/** What a blind reader hears. Best effort: a post without it is still the post. */
const describe = (credentials: Credentials, id: string, text: string) =>
  xRequest(
    credentials,
    { method: 'POST', path: '/2/media/metadata', json: { id, metadata: { alt_text: { text: text.slice(0, 1000) } } } },
    'repeatable',
    anything,
  );

/** How far X is with a file that it still works on. */
export async function processed(credentials: Credentials, id: string): Promise<Outcome<'processing' | 'ready'>> {
  const path = `/2/media/upload?command=STATUS&media_id=${encodeURIComponent(id)}`;
  const status = await xRequest(credentials, { method: 'GET', path }, 'read', finished);
  if (!status.ok) return status;
  const state = status.value.data.processing_info?.state ?? 'succeeded';
  if (state === 'failed')
    return { ok: false, fault: { disposition: 'permanent', reason: 'content.media', detail: 'processing failed' } };
  return { ok: true, value: state === 'succeeded' ? 'ready' : 'processing' };
}

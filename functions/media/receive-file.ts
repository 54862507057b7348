import { createHash } from 'node:crypto';
import { sendTo } from '#runtime/queue.ts';
import { fileKindOf, HEAD_BYTES } from '#shared/media/file-kind.ts';
import { imageTypeOf, MAX_UPLOAD_BYTES, type MediaRefusal } from '#shared/media/media-rules.ts';
import { MAX_VIDEO_BYTES } from '#shared/media/video-rules.ts';
import { imageQueue, type MediaWork, videoQueue } from '#shared/media/work.ts';
import { openUpload } from './buckets.ts';
import { fileExamined, mediaById } from './media.store.ts';
import { firstOfHash } from './media-hash.store.ts';
import { writeVerdict } from './write-verdict.ts';

/**
 * The gate. Decides by the bytes alone what a file is; name and declared type are no say. Reads it as a stream, writes
 * no object anywhere, and comes to the same whenever it is asked again.
 *
 * 1. The file is read once: its first bytes tell its kind, all of them its hash.
 * 2. What nobody can check is refused for good.
 * 3. Hash, and the first file that had it, are noted.
 * 4. The next worker is told.
 */
export async function receiveFile({ clientId, mediaId }: MediaWork): Promise<void> {
  const row = await mediaById({ clientId, mediaId });
  if (row?.state !== 'checking') return;
  const found = await examine(row.uploadKey);
  if (!found) return writeVerdict({ clientId, mediaId }, { state: 'refused', reason: 'lost' });
  const refused = refusalOf(found);
  if (refused) return writeVerdict({ clientId, mediaId }, { state: 'refused', reason: refused });
  const first = await firstOfHash({ clientId, hash: found.hash, mediaId });
  const copy = first === mediaId ? {} : { copyOf: first };
  await fileExamined({ clientId, mediaId }, { original: found.hash, ...copy });
  await sendTo(isFilm(found) ? videoQueue : imageQueue, [{ v: 1, clientId, mediaId }]);
}

type Found = { head: Uint8Array; hash: string; bytes: number };

async function examine(key: string): Promise<Found | undefined> {
  const found = await openUpload(key);
  if (!found) return undefined;
  const hash = createHash('sha256');
  let head = new Uint8Array();
  let bytes = 0;
  for await (const chunk of found.body as AsyncIterable<Uint8Array>) {
    if (head.length < HEAD_BYTES) head = new Uint8Array(Buffer.concat([head, chunk]).subarray(0, HEAD_BYTES));
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { head, hash: hash.digest('hex'), bytes };
}

const isFilm = ({ head }: Found): boolean => fileKindOf(head) === 'video';

function refusalOf(found: Found): MediaRefusal | undefined {
  const { head, bytes } = found;
  if (isFilm(found)) return bytes > MAX_VIDEO_BYTES ? 'video_too_large' : undefined;
  const kind = imageTypeOf(head);
  if ('refused' in kind) return kind.refused;
  return bytes > MAX_UPLOAD_BYTES ? 'too_large' : undefined;
}

import { createHash } from 'node:crypto';
import { transact } from '#runtime/transaction.ts';
import { frameKey, putRendition, readUpload, removeRendition } from './buckets.ts';
import { framed } from './framed.ts';
import { framesChanged, type MediaRow, mediaById } from './media.store.ts';

/** Far above any master of ours. */
const MAX_MASTER_BYTES = 60_000_000;

/**
 * Makes the frames that were asked for and notes them together. When somebody has asked for others meanwhile, nothing
 * is noted: their message brings us back. When somebody removed the image, what was made goes again.
 */
export async function makeFrames(row: MediaRow): Promise<void> {
  const { masterKey: from, masterWidth: width, masterHeight: height, asked = [], versions = [], chosen } = row;
  if (!from || !width || !height) return;
  const master = await readUpload(from, MAX_MASTER_BYTES);
  if (!master || master === 'too_large') throw new Error(`The master of ${row.mediaId} is ${master ?? 'missing'}`);
  const made: NonNullable<MediaRow['versions']> = [];
  let stored = row.stored ?? 0;
  for (const { shape, way, x, y } of asked) {
    const frame = { shape, way, x, y };
    const { jpeg, ...size } = await framed(master, { width, height }, frame);
    const key = frameKey(row.key, frame);
    await putRendition(key, jpeg);
    stored += jpeg.length;
    made.push({ ...frame, key, ...size, sha256: createHash('sha256').update(jpeg).digest('hex') });
  }
  const others = versions.filter(({ shape }) => !made.some((version) => version.shape === shape));
  const change = { asked: [], versions: [...others, ...made], chosen, keys: row.keys ?? [], stored };
  const { done } = await transact(framesChanged(row, change));
  if (done) return;
  const now = await mediaById(row);
  if (!now || now.state === 'removed') await Promise.all(made.map(({ key }) => removeRendition(key)));
}

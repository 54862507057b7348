import { createHash } from 'node:crypto';
import { MAX_UPLOAD_BYTES } from '#shared/media/media-rules.ts';
import type { MediaWork } from '#shared/media/work.ts';
import {
  masterKey,
  putMaster,
  putRendition,
  readUpload,
  removeRendition,
  removeUpload,
  thumbnailKey,
} from './buckets.ts';
import { makeFrames } from './make-frames.ts';
import { type MediaRow, mediaById } from './media.store.ts';
import { renditionsOf } from './rendition.ts';
import { writeVerdict } from './write-verdict.ts';

/**
 * Does whatever an image waits for. Stopped at any point, it is done again from the beginning: objects have names that
 * were chosen before, and their bytes are the same again.
 */
export async function workOnImage(name: MediaWork): Promise<void> {
  const row = await mediaById(name);
  if (row?.state === 'checking') await check(row);
  if (row && (row.state === 'ready' || row.state === 'refused')) await removeUpload(row.uploadKey);
  if (row?.state === 'ready' && (row.asked?.length ?? 0) > 0) await makeFrames(row);
}

/**
 * 1. The arrived bytes are decoded completely, or refused for good.
 * 2. Everything that is made of them is stored.
 * 3. The verdict is written, unless another worker was faster; its verdict counts.
 * 4. The file leaves quarantine.
 */
async function check(row: MediaRow): Promise<void> {
  const { clientId, mediaId, uploadKey, key } = row;
  const file = await readUpload(uploadKey, MAX_UPLOAD_BYTES);
  const made = file instanceof Uint8Array ? await renditionsOf(file) : { refused: file ?? ('lost' as const) };
  if ('refused' in made) {
    await writeVerdict(row, { state: 'refused', reason: made.refused });
  } else {
    const { whole, master, thumbnail, placeholder } = made;
    const kept = masterKey(clientId, mediaId);
    const small = thumbnailKey(key);
    await Promise.all([putMaster(kept, master.jpeg), putRendition(key, whole.jpeg), putRendition(small, thumbnail)]);
    await writeVerdict(row, {
      state: 'ready',
      width: whole.width,
      height: whole.height,
      bytes: whole.jpeg.length,
      sha256: createHash('sha256').update(whole.jpeg).digest('hex'),
      masterKey: kept,
      masterWidth: master.width,
      masterHeight: master.height,
      thumbnailKey: small,
      placeholder,
      keys: [key, small],
      stored: whole.jpeg.length + master.jpeg.length + thumbnail.length,
    });
  }
  await removeUpload(uploadKey);
  // Somebody may have removed it while we worked: then nothing of it stays.
  const now = await mediaById(row);
  if (now && now.state !== 'removed') return;
  await Promise.all([removeUpload(masterKey(clientId, mediaId)), ...[key, thumbnailKey(key)].map(removeRendition)]);
}

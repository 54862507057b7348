import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { MediaWork } from '#shared/media/work.ts';
import { openUpload, putFile, putRendition, removeRendition, removeUpload, videoKeys } from './buckets.ts';
import { type MediaRow, mediaById } from './media.store.ts';
import { runVideoTool } from './run-video-tool.ts';
import { writeVerdict } from './write-verdict.ts';

/** A little less than the function has, so that it can still say what happened. */
const ENGINE_MS = 13 * 60_000;
/** As long as the function has: whoever made an older folder is dead. */
const LONGEST_MS = 15 * 60_000;
const FOLDER = 'film-';

/**
 * Does what a film waits for. Nothing is held in memory: the film comes to the disk, the engine makes files of it, and
 * those go out as streams. Stopped at any point, it is done again from the beginning.
 */
export async function workOnVideo(name: MediaWork): Promise<void> {
  const row = await mediaById(name);
  if (row?.state === 'ready' || row?.state === 'refused') await removeUpload(row.uploadKey);
  if (row?.state !== 'checking') return;
  // A name that nobody chose: nothing of a file's own name comes near a path.
  const folder = await mkdtemp(join(tmpdir(), FOLDER));
  try {
    await sweep(folder);
    await check(row, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Deletes what workers left that ran out of time or memory: the disk outlives them, and a few films would fill it. Ages
 * are told by the disk's own clock, as the folder that was just made has it.
 */
async function sweep(fresh: string): Promise<void> {
  const { mtimeMs: made } = await stat(fresh);
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(FOLDER)) continue;
    const folder = join(tmpdir(), name);
    const touched = await stat(folder).catch(() => undefined);
    if (touched && made - touched.mtimeMs > LONGEST_MS) await rm(folder, { recursive: true, force: true });
  }
}

/**
 * 1. The film is brought to the disk.
 * 2. The engine makes what is published of it, or says why not.
 * 3. Its files are stored.
 * 4. The verdict is written, unless another worker was faster; then the film leaves quarantine.
 */
async function check(row: MediaRow, folder: string): Promise<void> {
  const film = join(folder, 'film');
  const found = await openUpload(row.uploadKey);
  if (!found) return writeVerdict(row, { state: 'refused', reason: 'lost' });
  await pipeline(found.body as Readable, createWriteStream(film));
  const said = await runVideoTool(film, folder, ENGINE_MS);
  if ('refused' in said) {
    await writeVerdict(row, { state: 'refused', reason: said.refused });
  } else {
    const { video, bytes } = said;
    const { key, posterKey, thumbnailKey } = videoKeys(row.key);
    const file = (name: string) => join(folder, name);
    const [poster, thumbnail, placeholder] = await Promise.all(
      ['poster.jpg', 'thumbnail.jpg', 'placeholder.jpg'].map((name) => readFile(file(name))),
    );
    if (!poster || !thumbnail || !placeholder) throw new Error('The engine left pictures out');
    await putFile(key, file('video.mp4'), bytes);
    await Promise.all([putRendition(posterKey, poster), putRendition(thumbnailKey, thumbnail)]);
    await writeVerdict(row, {
      ...{ state: 'ready', kind: 'video', key, posterKey, thumbnailKey },
      ...{
        width: video.width,
        height: video.height,
        durationMs: video.durationMs,
        hasSound: video.sound !== undefined,
      },
      ...{ bytes, sha256: await hashOf(file('video.mp4')), keys: [key, posterKey, thumbnailKey] },
      placeholder: `data:image/jpeg;base64,${placeholder.toString('base64')}`,
      stored: bytes + (await stat(file('poster.jpg'))).size + (await stat(file('thumbnail.jpg'))).size,
    });
  }
  await removeUpload(row.uploadKey);
  const now = await mediaById(row);
  if (now && now.state !== 'removed') return;
  await Promise.all(Object.values(videoKeys(row.key)).map(removeRendition));
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest('hex');
}

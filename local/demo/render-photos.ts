import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';

/**
 * Turns drawings of `photos/` into the JPEGs that a phone would have taken, in `folder`. In a process of its own,
 * because the product's media function forbids its whole process to read drawings.
 */
export async function renderPhotos(names: readonly string[], folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await promisify(execFile)(process.execPath, [import.meta.filename, folder, ...names]);
}

async function render(name: string, folder: string): Promise<void> {
  const drawing = await readFile(join(import.meta.dirname, 'photos', `${name}.svg`));
  const jpeg = await sharp(drawing).flatten({ background: '#ffffff' }).jpeg({ quality: 90 }).toBuffer();
  await writeFile(join(folder, `${name}.jpg`), jpeg);
}

if (import.meta.main) {
  const [folder = '', ...names] = process.argv.slice(2);
  await Promise.all(names.map((name) => render(name, folder)));
}

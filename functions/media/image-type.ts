import type { ImageType } from '#shared/media/media-rules.ts';

/** The first bytes of the images we take. SVG, HTML, GIF, archives and everything else have none of these. */
const signatures: readonly { type: ImageType; at: number; bytes: readonly number[] }[] = [
  { type: 'image/jpeg', at: 0, bytes: [0xff, 0xd8, 0xff] },
  { type: 'image/png', at: 0, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { type: 'image/webp', at: 8, bytes: [0x57, 0x45, 0x42, 0x50] },
];
const RIFF = [0x52, 0x49, 0x46, 0x46];

const has = (file: Uint8Array, at: number, bytes: readonly number[]) =>
  bytes.every((byte, index) => file[at + index] === byte);

/** What a file really is by its first bytes, whatever its name or declared type; undefined for what we do not take. */
export function imageTypeOf(file: Uint8Array): ImageType | undefined {
  const found = signatures.find(({ at, bytes }) => has(file, at, bytes))?.type;
  return found === 'image/webp' && !has(file, 0, RIFF) ? undefined : found;
}

/** Whether a WebP file says that it is longer than it is; its decoder does not even read the header of such a file. */
export function isCutShort(file: Uint8Array): boolean {
  if (imageTypeOf(file) !== 'image/webp') return false;
  return new DataView(file.buffer, file.byteOffset).getUint32(4, true) + 8 > file.length;
}

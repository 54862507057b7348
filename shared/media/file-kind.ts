/** Files that are told apart by name: the images we take, and what people pick instead of them. */
export const otherKinds = ['heic', 'avif', 'gif', 'tiff', 'bmp', 'svg', 'pdf', 'video'] as const;
export type FileKind = 'image/jpeg' | 'image/png' | 'image/webp' | (typeof otherKinds)[number];

/** How much of a file is looked at: enough for the list of brands of a photo or film, and for a drawing's preamble. */
export const HEAD_BYTES = 4096;

/**
 * What a file is by its first bytes, whatever its name or declared type; undefined for everything that has no name
 * here. Browser and server ask this, so that they say the same.
 */
export function fileKindOf(file: Uint8Array): FileKind | undefined {
  const head = file.subarray(0, HEAD_BYTES);
  const found = signatures.find(([, ...parts]) => parts.every(([at, text]) => textAt(head, at, text.length) === text));
  return found?.[0] ?? boxedKind(head) ?? (isSvg(head) ? 'svg' : undefined);
}

/** Bytes as text, one character each, because most signatures are letters. */
const textAt = (head: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...head.subarray(at, at + length));

const signatures: readonly (readonly [kind: FileKind, ...parts: readonly (readonly [at: number, text: string])[]])[] = [
  ['image/jpeg', [0, '\xff\xd8\xff']],
  ['image/png', [0, '\x89PNG\r\n\x1a\n']],
  ['image/webp', [0, 'RIFF'], [8, 'WEBP']],
  ['gif', [0, 'GIF87a']],
  ['gif', [0, 'GIF89a']],
  ['tiff', [0, 'II*\0']],
  ['tiff', [0, 'MM\0*']],
  // Its reserved bytes and the size of its second header as well: many texts begin with these two letters.
  ['bmp', [0, 'BM'], [6, '\0\0\0\0'], [15, '\0\0\0']],
  ['pdf', [0, '%PDF-']],
  // Matroska and WebM, AVI, and QuickTime of before it had brands.
  ['video', [0, '\x1a\x45\xdf\xa3']],
  ['video', [0, 'RIFF'], [8, 'AVI ']],
  ['video', [4, 'moov']],
  ['video', [4, 'mdat']],
  ['video', [4, 'wide']],
];

/** Brands that say what is in the box when more general ones (`mif1`, `isom`) do not. */
const brands: readonly (readonly [RegExp, FileKind | undefined])[] = [
  [/^avi[fs]$/, 'avif'],
  [/^(hei[cxms]|hev[cxms])$/, 'heic'],
  [/^m[is]f1$/, 'heic'],
  // Sound alone, and raw photos of cameras.
  [/^(M4[ABP] |crx )$/, undefined],
];

/** HEIC, AVIF, MP4 and MOV share one box format: a list of brands tells them apart. */
function boxedKind(head: Uint8Array): FileKind | undefined {
  if (textAt(head, 4, 4) !== 'ftyp' || head.length < 12) return undefined;
  const end = new DataView(head.buffer, head.byteOffset).getUint32(0);
  const named = [textAt(head, 8, 4)];
  for (let at = 16; at + 4 <= Math.min(end, head.length); at += 4) named.push(textAt(head, at, 4));
  const known = brands.find(([pattern]) => named.some((brand) => pattern.test(brand)));
  return known ? known[1] : 'video';
}

function isSvg(head: Uint8Array): boolean {
  const written = new TextDecoder().decode(head).toLowerCase();
  return /^\s*(<\?xml|<!--|<!doctype svg|<svg)/.test(written) && written.includes('<svg') && !written.includes('<html');
}

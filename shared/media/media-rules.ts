import { type FileKind, fileKindOf, otherKinds } from './file-kind.ts';
import { videoRefusals } from './video-rules.ts';

/** What the upload gate takes. */
export const imageTypes = ['image/jpeg', 'image/png', 'image/webp'] as const;
export type ImageType = (typeof imageTypes)[number];

export const MAX_UPLOAD_BYTES = 30_000_000;
export const MAX_PIXELS = 50_000_000;
export const MIN_WIDTH_PIXELS = 320;

/** Why a file cannot be used: codes the screens translate. Another kind of file is called by its name. */
export const mediaRefusals = [
  'not_an_image',
  'truncated',
  'too_many_pixels',
  'too_small',
  'too_large',
  'lost',
  ...otherKinds,
  ...videoRefusals,
] as const;
export type MediaRefusal = (typeof mediaRefusals)[number];

const isImageType = (kind: FileKind): kind is ImageType => imageTypes.some((type) => type === kind);

/** The type of an image by its first bytes, or why a file of that kind is not taken. Name and declared type are no say. */
export function imageTypeOf(file: Uint8Array): { type: ImageType } | { refused: MediaRefusal } {
  const kind = fileKindOf(file);
  if (kind === undefined) return { refused: 'not_an_image' };
  return isImageType(kind) ? { type: kind } : { refused: kind };
}

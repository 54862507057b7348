import { cleanText } from '#shared/contract/text.ts';
import { type ImageType, imageTypes, MAX_UPLOAD_BYTES } from '#shared/media/media-rules.ts';

/** Why a file is not even sent: the bytes of the others are judged by the server. */
export type FileRefusal = 'wrong_type' | 'heic' | 'too_large' | 'empty';

/** For the file chooser: phones turn their own formats into one of these. */
export const acceptedTypes = imageTypes.join(',');

export const isImageType = (type: string): type is ImageType => (imageTypes as readonly string[]).includes(type);

export function whyNotFile({ type, size, name }: Pick<File, 'type' | 'size' | 'name'>): FileRefusal | undefined {
  if (/\/hei[cf]$/.test(type) || /\.hei[cf]$/i.test(name)) return 'heic';
  if (!isImageType(type)) return 'wrong_type';
  if (size === 0) return 'empty';
  return size > MAX_UPLOAD_BYTES ? 'too_large' : undefined;
}

/** The first image among files that were dropped, pasted or chosen; any file when none is an image. */
export const imageAmong = (files: Iterable<File>): File | undefined => {
  const all = [...files];
  return all.find(({ type }) => isImageType(type)) ?? all[0];
};

/** Names of files come from anywhere: keep what the contract takes. */
export const uploadName = (name: string): string => {
  const clean = cleanText(name).slice(-200);
  return clean === '' ? 'image' : clean;
};

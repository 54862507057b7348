import { cleanLine, isBlank } from '#shared/contract/text.ts';
import { HEAD_BYTES } from '#shared/media/file-kind.ts';
import {
  type ImageType,
  imageTypeOf,
  imageTypes,
  MAX_UPLOAD_BYTES,
  type MediaRefusal,
} from '#shared/media/media-rules.ts';
import { MAX_VIDEO_BYTES, type VideoType, videoTypes } from '#shared/media/video-rules.ts';

/** Why a file is not even sent. Of the others the server reads every byte. */
export type FileRefusal = MediaRefusal | 'empty' | 'unreadable';

/** For the file chooser: phones turn their own formats into one of these. */
export const acceptedTypes = imageTypes.join(',');
export const acceptedWithVideos = [...imageTypes, ...videoTypes].join(',');

/**
 * The type of an image as the server will see it, or why the file is not taken: its first bytes decide, as there.
 * A folder, or a file that is gone, is unreadable.
 */
export async function judgeFile(
  file: File,
  { videos = false } = {},
): Promise<{ type: ImageType | VideoType } | { refused: FileRefusal }> {
  if (file.size > (videos ? MAX_VIDEO_BYTES : MAX_UPLOAD_BYTES))
    return { refused: videos ? 'video_too_large' : 'too_large' };
  const head = await file
    .slice(0, HEAD_BYTES)
    .arrayBuffer()
    .catch(() => undefined);
  if (!head) return { refused: 'unreadable' };
  if (head.byteLength === 0) return { refused: 'empty' };
  const judged = imageTypeOf(new Uint8Array(head));
  if ('type' in judged) return file.size > MAX_UPLOAD_BYTES ? { refused: 'too_large' } : judged;
  // Phones of one maker call theirs by another name; the server looks for itself.
  return videos && judged.refused === 'video' ? { type: 'video/mp4' } : judged;
}

/** The first image among files that were dropped, pasted or chosen; the first file when none is an image. */
export async function imageAmong(files: readonly File[]): Promise<File | undefined> {
  for (const file of files) if ('type' in (await judgeFile(file))) return file;
  return files[0];
}

/**
 * The files of a clipboard that were meant as such. Word and Excel put a picture of the text beside the text: then the
 * text is meant. File managers put the name beside the file: then the file is.
 */
export function filesPasted(clipboard: Pick<DataTransfer, 'files' | 'getData'>): File[] {
  const all = [...clipboard.files];
  const text = clipboard.getData('text/plain').trim();
  const names = new Set(all.map(({ name }) => name));
  const isName = (line: string) => names.has(line.split(/[/\\]/).at(-1) ?? '');
  return text === '' || text.split(/\r?\n/).every(isName) ? all : [];
}

/** Names of files come from anywhere: keep what the contract takes, and of a long one the end. */
export const uploadName = (name: string): string => {
  const clean = [...cleanLine(name)].slice(-200).join('');
  return isBlank(clean) ? 'image' : clean;
};

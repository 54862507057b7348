import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Media } from '#shared/media/contract.ts';
import { mediaApi, mediaKey } from './queries.ts';
import { uploadImage } from './upload-image.ts';

/** What a person sees of an upload. `share` is what was sent, 0 to 1; at 1 the server is checking the image. */
export type Upload =
  | { kind: 'idle' }
  | { kind: 'sending'; name: string; localUrl: string; share: number }
  | { kind: 'refused'; name: string; file: File; error: unknown };

/** One upload at a time; a new file replaces the one that is still on its way. */
export function useUpload(onReady: (media: Media) => void) {
  const [upload, setUpload] = useState<Upload>({ kind: 'idle' });
  const running = useRef<AbortController | undefined>(undefined);
  const queries = useQueryClient();

  const stop = () => {
    running.current?.abort();
    running.current = undefined;
    setUpload({ kind: 'idle' });
  };

  const start = async (file: File) => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    const { name } = file;
    const localUrl = URL.createObjectURL(file);
    const show = (next: Upload) => running.current === controller && setUpload(next);
    const onProgress = (share: number) => show({ kind: 'sending', name, localUrl, share });
    onProgress(0);
    try {
      const media = await uploadImage(mediaApi, file, { onProgress, signal: controller.signal });
      if (running.current !== controller) return;
      onReady(media);
      show({ kind: 'idle' });
      await queries.invalidateQueries({ queryKey: mediaKey });
    } catch (error) {
      show({ kind: 'refused', name, file, error });
    }
  };

  useEffect(() => () => running.current?.abort(), []);
  // Only after the screen no longer shows it.
  const shown = upload.kind === 'sending' ? upload.localUrl : undefined;
  useEffect(() => () => void (shown && URL.revokeObjectURL(shown)), [shown]);
  return { upload, start, stop };
}

import type { Media } from '#shared/media/contract.ts';
import { createStore } from '../../lib/store.ts';
import { type MediaApi, uploadImage } from './upload-image.ts';

/** One file of many on its way. `share` is what was sent, 0 to 1; at 1 it is being checked. */
export type QueuedUpload = { id: number; name: string; file: File } & (
  | { kind: 'waiting' }
  | { kind: 'sending'; share: number }
  | { kind: 'done'; media: Media }
  | { kind: 'refused'; error: unknown }
);

const AT_ONCE = 3;

/** Sends many files, a few at a time. One that is refused holds up no other; a broken one can be sent again. */
export function createUploadQueue(api: MediaApi, onDone: (media: Media) => void, send = uploadImage) {
  const uploads = createStore<readonly QueuedUpload[]>([]);
  const running = new Map<number, AbortController>();
  let next = 1;

  const change = (id: number, to: QueuedUpload) =>
    uploads.set(uploads.get().map((upload) => (upload.id === id ? to : upload)));
  const fill = (): void => {
    for (const upload of uploads.get()) {
      if (running.size >= AT_ONCE) return;
      if (upload.kind === 'waiting') void run(upload);
    }
  };
  const run = async ({ id, name, file }: QueuedUpload): Promise<void> => {
    const controller = new AbortController();
    running.set(id, controller);
    const onProgress = (share: number) => change(id, { id, name, file, kind: 'sending', share });
    onProgress(0);
    try {
      const media = await send(api, file, { onProgress, signal: controller.signal, videos: true });
      change(id, { id, name, file, kind: 'done', media });
      onDone(media);
    } catch (error) {
      if (!controller.signal.aborted) change(id, { id, name, file, kind: 'refused', error });
    } finally {
      running.delete(id);
      fill();
    }
  };

  return {
    uploads,
    add(files: readonly File[]): void {
      const added = files.map((file): QueuedUpload => ({ id: next++, name: file.name, file, kind: 'waiting' }));
      uploads.set([...uploads.get(), ...added]);
      fill();
    },
    again(id: number): void {
      const found = uploads.get().find((upload) => upload.id === id);
      if (found?.kind !== 'refused') return;
      change(id, { id, name: found.name, file: found.file, kind: 'waiting' });
      fill();
    },
    drop(id: number): void {
      running.get(id)?.abort();
      uploads.set(uploads.get().filter((upload) => upload.id !== id));
      fill();
    },
    clearDone(): void {
      uploads.set(uploads.get().filter(({ kind }) => kind !== 'done'));
    },
  };
}

export type UploadQueue = ReturnType<typeof createUploadQueue>;

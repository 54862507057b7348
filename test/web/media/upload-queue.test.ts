import { describe, expect, it } from 'vitest';
import type { Media } from '#shared/media/contract.ts';
import type { MediaApi } from '../../../web/src/features/media/upload-image.ts';
import { createUploadQueue } from '../../../web/src/features/media/upload-queue.ts';

const ready = (name: string): Media => ({
  ...{ mediaId: `md_${name}`, kind: 'image', state: 'ready', fileName: name, tags: [], createdAt: 0 },
});
const files = (...names: string[]) => names.map((name) => new File(['x'], name));

/** Sends nothing: each file waits until the test lets it arrive or fail. */
function slowQueue() {
  const waiting = new Map<string, { arrive: () => void; fail: (error: unknown) => void; signal: AbortSignal }>();
  const done: string[] = [];
  const queue = createUploadQueue(
    {} as MediaApi,
    (media) => void done.push(media.fileName),
    (_, { name }, { signal }) =>
      new Promise((resolve, reject) => {
        waiting.set(name, { arrive: () => resolve(ready(name)), fail: reject, signal });
        signal.addEventListener('abort', () => reject(signal.reason));
      }),
  );
  const kinds = () => queue.uploads.get().map(({ name, kind }) => `${name} ${kind}`);
  return { queue, waiting, done, kinds };
}
const soon = () => new Promise<void>((resolve) => queueMicrotask(() => queueMicrotask(() => resolve())));

describe('many files at once', () => {
  it('are sent three at a time, the next as soon as one is there', async () => {
    const { queue, waiting, done, kinds } = slowQueue();
    queue.add(files('a', 'b', 'c', 'd'));
    expect(kinds()).toEqual(['a sending', 'b sending', 'c sending', 'd waiting']);
    waiting.get('b')?.arrive();
    await soon();
    expect(kinds()).toEqual(['a sending', 'b done', 'c sending', 'd sending']);
    expect(done).toEqual(['b']);
  });

  it('one that is refused holds up no other, and can be sent again', async () => {
    const { queue, waiting, kinds } = slowQueue();
    queue.add(files('a', 'b'));
    waiting.get('a')?.fail(new Error('connection'));
    await soon();
    expect(kinds()).toEqual(['a refused', 'b sending']);
    queue.again(1);
    expect(kinds()).toEqual(['a sending', 'b sending']);
    waiting.get('a')?.arrive();
    await soon();
    expect(kinds()).toEqual(['a done', 'b sending']);
  });

  it('one that is given up stops being sent and makes room', async () => {
    const { queue, waiting, kinds } = slowQueue();
    queue.add(files('a', 'b', 'c', 'd'));
    queue.drop(1);
    await soon();
    expect(waiting.get('a')?.signal.aborted).toBe(true);
    expect(kinds()).toEqual(['b sending', 'c sending', 'd sending']);
  });

  it('what is done can be cleared away', async () => {
    const { queue, waiting, kinds } = slowQueue();
    queue.add(files('a', 'b'));
    waiting.get('a')?.arrive();
    await soon();
    queue.clearDone();
    expect(kinds()).toEqual(['b sending']);
  });
});

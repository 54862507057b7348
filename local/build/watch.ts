import { watch } from 'node:fs';
import { join } from 'node:path';

const quietMs = 300;
const sources = ['functions', 'shared', 'infra', 'web/src'];

/** Calls `build` a moment after source files have changed, one run after the other. Returns the way to stop. */
export function onSourceChange(root: string, build: () => Promise<void>): () => void {
  let timer: NodeJS.Timeout | undefined;
  let work = Promise.resolve();
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      work = work.then(build);
    }, quietMs);
  };
  const watchers = sources.map((folder) => watch(join(root, folder), { recursive: true }, later));
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}

import { openBase } from '#cloud/run/ground.ts';

/** Opens a data folder in a process of its own and keeps it: `node --expose-gc base-holder.ts <folder>`. */
openBase({ dataDir: process.argv[2] ?? '', fresh: false, clockOffset: 0 }).remember('by', String(process.pid));
// Listening keeps the process alive.
process.on('message', () => {});
setImmediate(() => {
  // Nobody refers to what was opened any more: the folder has to stay held all the same.
  globalThis.gc?.();
  process.send?.('opened');
});

import { openBase } from '#local/run/ground.ts';

/** Opens a data folder in a process of its own and keeps it: `node base-holder.ts <folder>`. */
const base = openBase({ dataDir: process.argv[2] ?? '', fresh: false, clockOffset: 0 });
base.remember('by', String(process.pid));
// Listening keeps the process alive.
process.on('message', () => {});
process.send?.('opened');

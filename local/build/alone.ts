import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { holdLock } from '#cloud/run/held-lock.ts';

const lookEveryMs = 200;

/** Runs `work` while no other build of this checkout runs; waits for one that does, and says so. */
export async function alone<T>(root: string, say: (line: string) => void, work: () => Promise<T>): Promise<T> {
  const folder = join(root, 'dist/.made');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'lock.sqlite');
  let release = holdLock(file);
  if (release === undefined) say('  another build of this checkout is running: waiting for it …');
  for (; release === undefined; release = holdLock(file)) await pause(lookEveryMs);
  try {
    return await work();
  } finally {
    release();
  }
}

import { setTimeout as pause } from 'node:timers/promises';

const lookEveryMs = 5;
/** Longer than this (real time) nobody waits for functions that are still busy. */
const patienceMs = 60_000;

/**
 * Waits until no function runs and no source has anything to hand over, so that pushing the clock forward does not
 * leap over work that the last step has started.
 */
export async function settle(isQuiet: () => boolean): Promise<void> {
  const until = performance.now() + patienceMs;
  let quietLooks = 0;
  while (quietLooks < 2 && performance.now() < until) {
    quietLooks = isQuiet() ? quietLooks + 1 : 0;
    await pause(lookEveryMs);
  }
}

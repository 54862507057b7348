import type { Chance } from './chance.ts';
import type { Faults } from './faults.ts';
import type { Kernel, Process } from './kernel.ts';

const SECOND = 1000;
/** The worker asks for this when it begins, so that others get what it had when it dies. */
const VISIBILITY_MS = 75 * SECOND;
const LONGEST_DELAY_MS = 900 * SECOND;
const MOST_RECEIVES = 24;

/**
 * A standard queue with its function: messages come late and in any order, sometimes several times, and come back when
 * nobody has removed them in time. After its last receive a message lies among the dead letters.
 */
export function createQueue<M>(kernel: Kernel, chance: Chance, faults: Faults, handle: (message: M) => Process) {
  const deadLetters: M[] = [];

  const deliver = (message: M, receives: number): void => {
    if (receives > MOST_RECEIVES) return void deadLetters.push(message);
    let removed = false;
    kernel.start(handle(message), (again) => {
      removed = true;
      if (again === undefined || receives === MOST_RECEIVES) return;
      kernel.after(Math.ceil(again / SECOND) * SECOND, () => deliver(message, receives + 1));
    });
    // From its receipt on, whatever its worker is about: one that only stands still may wake up beside the next one.
    kernel.after(VISIBILITY_MS, () => {
      if (!removed) deliver(message, receives + 1);
    });
  };

  return {
    deadLetters,
    /** Later than a queue can wait is left to the sweeper. */
    send(message: M, delayMs: number): void {
      if (delayMs > LONGEST_DELAY_MS) return;
      const copies = faults.strikes('F7') ? chance.between(2, 6) : 1;
      for (let copy = 0; copy < copies; copy++) {
        const late = chance.happens(0.5) ? 0 : chance.between(1, copy === 0 ? 2_000 : 60_000);
        kernel.after(Math.ceil(delayMs / SECOND) * SECOND + late, () => deliver(message, 1));
      }
    },
    /** Puts dead letters back, as an operator does. */
    redrive(): void {
      for (const message of deadLetters.splice(0)) deliver(message, 1);
    },
  };
}

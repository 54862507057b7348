import { corrected } from '#runtime/clock.ts';
import { type Circuit, circuitState, isTripped, opened } from '#shared/publishing/circuit.ts';
import type { Chance } from './chance.ts';
import type { Faults } from './faults.ts';
import type { Guards } from './guards.ts';
import type { Kernel } from './kernel.ts';
import type { Staff } from './staff.ts';

const SECOND = 1000;
const SKEW_MS = 300 * SECOND;
const MOST_WARM = 40;
/** As in `functions/clients/is-suspended.ts`. */
const REMEMBERED_MS = 55 * SECOND;

/** The row that all machines share about the one network; as in `functions/platforms/circuit.store.ts`. */
export type Trouble = { row: Circuit };

/** One warm function: its own clock, and what it remembers between messages. */
export type Machine = {
  /** By the clock that all machines share, as far as this one knows it. */
  now(): number;
  isCompared(): boolean;
  /** An answer of the table to a request that was begun at `sentAt`, by this machine's own clock. */
  heardTable(sentAt: number): void;
  own(): number;
  /** Undefined when the network may be called, otherwise until when not. */
  heldUntil(): number | undefined;
  answered(isUp: boolean): void;
  /** Whether the business is suspended; an active one is remembered for a while. */
  isSuspended(): boolean;
};

/** Machines whose clocks may be minutes apart. A message meets a warm one or, now and then, a new one. */
export function createMachines(
  kernel: Kernel,
  chance: Chance,
  faults: Faults,
  guards: Guards,
  trouble: Trouble,
  staff: Pick<Staff, 'isSuspended'>,
) {
  const warm: Machine[] = [];

  const boot = (): Machine => {
    const skew = faults.strikes('F12') ? chance.between(-SKEW_MS, SKEW_MS) : 0;
    const own = () => kernel.now() + skew;
    let [ahead, compared] = [0, false];
    let known: Circuit | undefined;
    let activeUntil = 0;
    const now = () => own() - ahead;
    return {
      own,
      now,
      isCompared: () => compared,
      heardTable(sentAt) {
        compared = true;
        const date = Math.floor(kernel.now() / SECOND) * SECOND;
        if (guards.sharedClock) ahead = corrected(ahead, date, sentAt, own());
      },
      isSuspended() {
        if (!guards.suspension || activeUntil > now()) return false;
        if (staff.isSuspended()) return true;
        activeUntil = now() + REMEMBERED_MS;
        return false;
      },
      heldUntil() {
        if (known === undefined || !guards.circuit) return undefined;
        const may = circuitState(known, now());
        if (may === 'closed') return undefined;
        if (may === 'open') return known.openUntil;
        if (trouble.row.openUntil === known.openUntil) {
          trouble.row = opened(known, now());
          known = trouble.row;
          return undefined;
        }
        known = trouble.row;
        return circuitState(known, now()) === 'open' ? known.openUntil : undefined;
      },
      answered(isUp) {
        if (isUp) {
          if (known !== undefined) trouble.row = { failures: 0, trips: 0 };
          known = undefined;
          return;
        }
        if (known?.openUntil !== undefined) return;
        trouble.row = { ...trouble.row, failures: trouble.row.failures + 1 };
        if (isTripped(trouble.row)) trouble.row = opened(trouble.row, now());
        known = trouble.row;
      },
    };
  };

  return (): Machine => {
    const [first, ...others] = warm;
    if (first !== undefined && (warm.length >= MOST_WARM || chance.happens(0.8)))
      return chance.pick([first, ...others]);
    const machine = boot();
    warm.push(machine);
    return machine;
  };
}

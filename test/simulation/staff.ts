import type { Chance } from './chance.ts';
import type { Faults } from './faults.ts';
import type { Kernel } from './kernel.ts';

const MINUTE = 60_000;

/** When the business was suspended, and when it was active again; both true times. */
export type Suspension = { from: number; to: number };

/** Our staff, who suspend the business around its minute and mostly let it go on, early enough or too late. */
export function createStaff(kernel: Kernel, chance: Chance, faults: Faults, dueAt: number, planned?: Suspension) {
  const suspensions: Suspension[] = planned ? [planned] : [];
  while (planned === undefined && suspensions.length < 2 && faults.strikes('F33')) {
    const from = dueAt + chance.between(-30, 70) * MINUTE;
    suspensions.push({ from, to: from + chance.pick([2, 20, 50, 90, Number.POSITIVE_INFINITY]) * MINUTE });
  }
  return {
    suspensions,
    isSuspended: (): boolean => suspensions.some(({ from, to }) => kernel.now() >= from && kernel.now() < to),
  };
}
export type Staff = ReturnType<typeof createStaff>;

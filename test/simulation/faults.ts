import type { Chance } from './chance.ts';

/** What can go wrong, by its row of the fault matrix; several ways of one row share its number. */
export const faultRows = {
  F1: 'a worker dies before the claim is written',
  F2: 'a worker dies after the claim, before staging',
  F3: 'a worker dies after staging, before arming',
  F4: 'a worker dies after arming, before the call leaves',
  F5: 'a worker dies after the platform accepted, before the commit',
  F6: 'the platform accepts, and the answer is lost',
  F7: 'a message is delivered several times, also at once',
  F8: 'a schedule fires twice, late, or never',
  F9: 'the schedule of a moved or cancelled post fires',
  F10: 'somebody edits, pauses or cancels while it is being published',
  F11: 'a worker is paused, and its lease runs out',
  F12: 'clocks of workers are up to ten minutes apart',
  F13: 'the token expires between claim and call',
  F14: 'the answer to the refresh of a token is lost',
  F15: 'the account is disconnected in the middle',
  F16: 'an image of a carousel fails, or a worker dies between two of them',
  F17: 'a part of a thread is refused',
  F18: 'the platform says "slow down", with and without Retry-After',
  F19: 'the platform is down for two hours',
  F20: 'a message that nobody can read',
  F21: 'the table throttles, or its answer is lost after the write',
  F22: 'an index shows what was true seconds ago',
  F23: 'the key service does not open the token',
  F24: 'the image has gone',
  F29: 'a message of another release, without what the sender knew',
  F33: 'the business is suspended around the minute, for a while or for good',
  F34: 'nobody can read whether it is out, and a person who is asked errs',
} as const;
export type FaultRow = keyof typeof faultRows;
export const allFaultRows = Object.keys(faultRows) as FaultRow[];

export type Faults = {
  /** Whether it goes wrong this time; counted. */
  strikes(row: FaultRow): boolean;
  injected(): ReadonlyMap<FaultRow, number>;
};

/** A lost answer to a refresh needs a token that expired. */
const needs: Partial<Record<FaultRow, FaultRow>> = { F13: 'F14' };

/** So often at most the only fault of a history strikes. */
const FEW = 3;

/**
 * Each history has a temper of its own: some faults never happen in it, some now and then, some all the time. With
 * `only` it has that single kind, a few times, or the first `times` times without fail; with `none`, nothing goes wrong.
 */
export function faultsOf(chance: Chance, only?: FaultRow | 'none', times?: number): Faults {
  const rates = new Map<FaultRow, number>();
  for (const row of allFaultRows) {
    const rate = chance.pick([0, 0, 0.01, 0.05, 0.2]);
    rates.set(
      row,
      only === undefined ? rate : row === only || needs[row] === only ? (times === undefined ? 0.3 : 1) : 0,
    );
  }
  const counts = new Map<FaultRow, number>();
  return {
    strikes(row) {
      const before = counts.get(row) ?? 0;
      if (!chance.happens(rates.get(row) ?? 0) || (only !== undefined && before >= (times ?? FEW))) return false;
      counts.set(row, before + 1);
      return true;
    },
    injected: () => counts,
  };
}

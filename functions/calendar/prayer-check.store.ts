import { createWriteTransaction } from 'electrodb';
import { writeOne, writesOf } from '#runtime/transaction.ts';
import type { PrayerCheck } from '#shared/calendar/contract.ts';
import { prayerCheck } from './prayer-check.entity.ts';

/** What the last comparison found, or undefined before the first. */
export async function lastCheck(): Promise<PrayerCheck | undefined> {
  const { data } = await prayerCheck.get({ part: 'check' }).go();
  if (!data) return undefined;
  const { part: _, ...check } = data;
  return check;
}

export const storeCheck = ({ at, outcome, minutes, date }: PrayerCheck): Promise<boolean> => {
  const difference = minutes === undefined || date === undefined ? {} : { minutes, date };
  return writeOne(
    writesOf(
      createWriteTransaction({ prayerCheck }, (entities) => [
        entities.prayerCheck.put({ part: 'check', at, outcome, ...difference }).commit(),
      ]),
    ),
  );
};

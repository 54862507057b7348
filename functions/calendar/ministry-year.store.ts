import { createWriteTransaction } from 'electrodb';
import * as z from 'zod/mini';
import { type Write, writesOf } from '#runtime/transaction.ts';
import type { MinistryDay } from '#shared/calendar/ministry-table.ts';
import { type DayTime, dayTimes, type PrayerTimes } from '#shared/calendar/prayer.ts';
import { ministryYear } from './ministry-year.entity.ts';

const Days = z.record(z.string(), z.array(z.number()));

/** The minutes of one year, by day. */
export type MinistryYear = {
  year: number;
  version: number;
  importedAt: number;
  days: ReadonlyMap<string, PrayerTimes>;
};

/** All years of which the Ministry's minutes are known: one or two. */
export async function ministryYears(consistent = false): Promise<MinistryYear[]> {
  const { data } = await ministryYear.query.byYear({ part: 'minutes' }).go({ consistent, pages: 'all' });
  return data.map(({ year, version, importedAt, days }) => ({
    year,
    version,
    importedAt,
    days: new Map(Object.entries(Days.parse(days)).map(([day, minutes]) => [`${year}-${day}`, timesOf(minutes)])),
  }));
}

/** Adds days to those of a year, in whose place they step. Refused when somebody changed it since it was read. */
export const ministryYearChanged = (
  year: number,
  known: MinistryYear | undefined,
  added: readonly MinistryDay[],
  importedAt: number,
): Write[] => {
  const all = new Map([...(known?.days ?? []), ...added.map(({ date, times }) => [date, times] as const)]);
  const days = Object.fromEntries(
    [...all].map(([date, times]) => [date.slice(5), dayTimes.map((name) => times[name])]),
  );
  const before = known?.version ?? 0;
  return writesOf(
    createWriteTransaction({ ministryYear }, (entities) => [
      entities.ministryYear
        .put({ part: 'minutes', year, version: before + 1, importedAt, days })
        .where(({ version }, { eq, notExists }) => (before === 0 ? notExists(version) : eq(version, before)))
        .commit(),
    ]),
  );
};

const timesOf = (minutes: readonly number[]): PrayerTimes =>
  Object.fromEntries(dayTimes.map((name, index) => [name, minutes[index] ?? 0])) as Record<DayTime, number>;

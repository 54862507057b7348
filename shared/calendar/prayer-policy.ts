import * as z from 'zod/mini';
import { type CivilDay, FRIDAY, instantIn, weekdayOf } from './civil-day.ts';
import { governorateNames } from './governorate.ts';
import { type Prayer, type PrayerTimes, prayers } from './prayer.ts';

/**
 * What a business wants at prayer time. `warn`: it is told. `shift`: the time is moved when it is scheduled. `hold`:
 * the time stays, and the post waits for the end of the prayer. What is found inside a prayer when it is about to go
 * out waits in both of the last two.
 */
export const prayerModes = ['off', 'warn', 'shift', 'hold'] as const;
export type PrayerMode = (typeof prayerModes)[number];

/** Longer than this before or after each prayer would leave no day to publish in. */
const MOST_MINUTES = 180;
const minutes = z.int().check(z.minimum(0), z.maximum(MOST_MINUTES));

/** The minutes that are kept clear before the time of a prayer and after it. */
const Around = z.strictObject({ before: minutes, after: minutes });
type Around = z.infer<typeof Around>;

export const PrayerPolicy = z.strictObject({
  mode: z.enum(prayerModes),
  governorate: z.enum(governorateNames),
  /** Both 0: that prayer is not kept clear. */
  around: z.strictObject({
    fajr: Around,
    dhuhr: Around,
    jumuah: Around,
    asr: Around,
    maghrib: Around,
    isha: Around,
  }),
});
export type PrayerPolicy = z.infer<typeof PrayerPolicy>;

const usually: Around = { before: 10, after: 10 };

/** Until a business says otherwise. The sermon of Friday is before its prayer, and people stay afterwards. */
export const usualPolicy: PrayerPolicy = {
  mode: 'warn',
  governorate: 'capital',
  around: {
    fajr: usually,
    dhuhr: usually,
    jumuah: { before: 15, after: 60 },
    asr: usually,
    maghrib: usually,
    isha: usually,
  },
};

/** A prayer with the time that is kept clear: from `from` until just before `to`. Instants in ms. */
export type PrayerWindow = { prayer: Prayer; at: number; from: number; to: number };

/** The windows of a day in their order; on a Friday, Jumu'ah stands where Dhuhr stands otherwise. */
export function windowsOn(day: CivilDay, times: PrayerTimes, around: PrayerPolicy['around']): PrayerWindow[] {
  const noon = weekdayOf(day) === FRIDAY ? 'dhuhr' : 'jumuah';
  return prayers
    .filter((prayer) => prayer !== noon && around[prayer].before + around[prayer].after > 0)
    .map((prayer) => {
      const minute = times[prayer === 'jumuah' ? 'dhuhr' : prayer];
      const { before, after } = around[prayer];
      return {
        prayer,
        at: instantIn(day, minute),
        from: instantIn(day, minute - before),
        to: instantIn(day, minute + after),
      };
    });
}

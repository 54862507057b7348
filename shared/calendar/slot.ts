import * as z from 'zod/mini';
import { type CivilDay, clockTime, minuteOf } from './civil-day.ts';
import { dayTimes, type PrayerTimes } from './prayer.ts';

/** A time of day: by the clock (`HH:MM`), or so many minutes after a prayer (negative: before it). */
export const SlotTime = z.union([
  z.strictObject({ clock: clockTime }),
  z.strictObject({
    prayer: z.enum(dayTimes),
    offset: z.int().check(z.minimum(-360), z.maximum(360)),
  }),
]);
export type SlotTime = z.infer<typeof SlotTime>;

/** A time on some days of the week; 0 is Sunday. */
export const Slot = z.strictObject({
  weekdays: z.array(z.int().check(z.minimum(0), z.maximum(6))).check(z.minLength(1), z.maxLength(7)),
  time: SlotTime,
});
export type Slot = z.infer<typeof Slot>;

/** The minute of the day; past 1439 it is on the day after, below 0 on the day before. */
export const slotMinute = (time: SlotTime, times: (day: CivilDay) => PrayerTimes, day: CivilDay): number =>
  'clock' in time ? minuteOf(time.clock) : times(day)[time.prayer] + time.offset;

const everyDay = [0, 1, 2, 3, 4, 5, 6];
const working = [0, 1, 2, 3, 4];

/** What a business begins with: a guess that its own results replace. */
export const usualSlots: readonly Slot[] = [
  { weekdays: working, time: { clock: '12:30' } },
  { weekdays: [5, 6], time: { clock: '17:00' } },
  { weekdays: everyDay, time: { clock: '20:30' } },
];

/** In Ramadan the day turns round: before iftar, after tarawih, before dawn. */
export const ramadanSlots: readonly Slot[] = [
  { weekdays: everyDay, time: { prayer: 'maghrib', offset: -60 } },
  { weekdays: everyDay, time: { prayer: 'isha', offset: 90 } },
  { weekdays: everyDay, time: { clock: '02:00' } },
];

import type { CivilDay } from './civil-day.ts';
import type { DayTime, PrayerTimes } from './prayer.ts';
import { dayTimes } from './prayer.ts';

export const prayerSources = ['ministry', 'computed'] as const;
export type PrayerSource = (typeof prayerSources)[number];

/** The times that hold for a day, and where they are from. */
export type PrayerDay = { date: CivilDay; times: PrayerTimes; source: PrayerSource };

/** What the platform's owner says of prayer times: the Ministry's table, and minutes to add to computed times. */
export type PrayerSettings = {
  ministry: ReadonlyMap<CivilDay, PrayerTimes>;
  adjusted: Partial<Readonly<Record<DayTime, number>>>;
};

export const nothingSaid: PrayerSettings = { ministry: new Map(), adjusted: {} };

/** The Ministry's minutes beat ours; ours are adjusted as the owner says. */
export function prayerDay(date: CivilDay, computed: PrayerTimes, { ministry, adjusted }: PrayerSettings): PrayerDay {
  const printed = ministry.get(date);
  if (printed) return { date, times: printed, source: 'ministry' };
  const times = { ...computed };
  for (const name of dayTimes) times[name] = computed[name] + (adjusted[name] ?? 0);
  return { date, times, source: 'computed' };
}

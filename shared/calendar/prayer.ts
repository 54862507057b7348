import type { Phrase } from '../contract/text.ts';

/** What a day's table has, in the order of the day. Sunrise is a time and no prayer. */
export const dayTimes = ['fajr', 'sunrise', 'dhuhr', 'asr', 'maghrib', 'isha'] as const;
export type DayTime = (typeof dayTimes)[number];

/** The times of a day, in minutes since midnight in Kuwait. */
export type PrayerTimes = Readonly<Record<DayTime, number>>;

/** What a business may keep clear of: on Fridays the noon prayer is Jumu'ah, which takes longer. */
export const prayers = ['fajr', 'dhuhr', 'jumuah', 'asr', 'maghrib', 'isha'] as const;
export type Prayer = (typeof prayers)[number];

export const prayerNames = {
  fajr: { ar: 'الفجر', en: 'Fajr' },
  sunrise: { ar: 'الشروق', en: 'Sunrise' },
  dhuhr: { ar: 'الظهر', en: 'Dhuhr' },
  jumuah: { ar: 'الجمعة', en: 'Jumu’ah' },
  asr: { ar: 'العصر', en: 'Asr' },
  maghrib: { ar: 'المغرب', en: 'Maghrib' },
  isha: { ar: 'العشاء', en: 'Isha' },
} as const satisfies Record<DayTime | Prayer, Phrase>;

/** A day's table is in order, and all of it within the day. */
export const isInOrder = (times: PrayerTimes): boolean =>
  dayTimes.every((name, index) => {
    const before = dayTimes[index - 1];
    return times[name] >= 0 && times[name] < 1440 && (before === undefined || times[before] < times[name]);
  });

/** The largest difference between two tables of a day, in minutes. */
export const differenceOf = (one: PrayerTimes, other: PrayerTimes): number =>
  Math.max(...dayTimes.map((name) => Math.abs(one[name] - other[name])));

import { minuteOf } from '#shared/calendar/civil-day.ts';
import { type DayTime, dayTimes, type PrayerTimes } from '#shared/calendar/prayer.ts';

/** Lines of `date fajr sunrise dhuhr asr maghrib isha` as days of times. */
export const timetable = (lines: string): { date: string; times: PrayerTimes }[] =>
  lines
    .trim()
    .split('\n')
    .map((line) => {
      const [date = '', ...clocks] = line.trim().split(' ');
      const minutes = dayTimes.map((name, index) => [name, minuteOf(clocks[index] ?? '')] as const);
      return { date, times: Object.fromEntries(minutes) as Record<DayTime, number> };
    });

/** Kuwait City, computed with the library's own release for 29.3759, 47.9774. */
export const computedTable = timetable(`
  2026-01-01 05:18 06:43 11:52 14:42 17:01 18:23
  2026-02-01 05:16 06:37 12:02 15:05 17:26 18:45
  2026-02-18 05:05 06:25 12:02 15:15 17:40 18:57
  2026-03-01 04:55 06:14 12:00 15:19 17:47 19:04
  2026-03-19 04:34 05:53 11:56 15:23 17:59 19:16
  2026-04-01 04:18 05:38 11:52 15:24 18:06 19:24
  2026-05-01 03:40 05:06 11:45 15:21 18:24 19:48
  2026-06-01 03:15 04:49 11:46 15:21 18:43 20:14
  2026-06-21 03:13 04:49 11:50 15:24 18:51 20:23
  2026-07-01 03:17 04:52 11:52 15:26 18:52 20:24
  2026-08-01 03:39 05:08 11:54 15:30 18:40 20:06
  2026-09-01 04:04 05:25 11:48 15:21 18:10 19:30
  2026-10-01 04:22 05:41 11:38 15:01 17:34 18:51
  2026-11-01 04:40 06:01 11:32 14:39 17:02 18:20
  2026-12-01 05:01 06:25 11:37 14:30 16:49 18:11
  2026-12-21 05:13 06:38 11:46 14:35 16:54 18:17
  2027-02-08 05:12 06:33 12:02 15:09 17:32 18:50
`);

/** Kuwait City as published for 2016: the library's own fixture, which is good to two minutes. */
export const publishedTable = timetable(`
  2016-01-01 05:18 06:42 11:51 14:42 17:01 18:23
  2016-02-01 05:16 06:38 12:02 15:05 17:26 18:45
  2016-03-01 04:56 06:15 12:01 15:19 17:47 19:04
  2016-04-01 04:18 05:38 11:52 15:23 18:06 19:24
  2016-05-01 03:41 05:07 11:45 15:21 18:24 19:47
  2016-06-01 03:15 04:49 11:46 15:20 18:43 20:13
  2016-07-01 03:16 04:52 11:52 15:26 18:52 20:23
  2016-08-01 03:39 05:08 11:54 15:30 18:40 20:06
  2016-09-01 04:03 05:25 11:48 15:22 18:11 19:30
  2016-10-01 04:22 05:41 11:38 15:02 17:34 18:51
  2016-11-01 04:40 06:01 11:32 14:39 17:02 18:20
  2016-12-01 05:01 06:24 11:37 14:30 16:49 18:11
`);

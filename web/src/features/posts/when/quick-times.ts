import { fromWallTime, toWallTime } from '#shared/calendar/wall-time.ts';

export type QuickTime = { key: 'next_hour' | 'tonight' | 'tomorrow_morning' | 'tomorrow_evening'; wallTime: string };

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** One-press choices, counted from `now` (ms) on the wall clock of Kuwait. None of them is in the past. */
export function quickTimes(now: number): QuickTime[] {
  const today = toWallTime(now).slice(0, 10);
  // From noon to noon; the calendar library would cost the composer 6 KB for this one line.
  const tomorrow = toWallTime(fromWallTime(`${today}T12:00`) + DAY).slice(0, 10);
  const choices: QuickTime[] = [
    // On the full hour, and never less than half an hour away.
    { key: 'next_hour', wallTime: toWallTime(Math.ceil((now + HOUR / 2) / HOUR) * HOUR) },
    { key: 'tonight', wallTime: `${today}T20:00` },
    { key: 'tomorrow_morning', wallTime: `${tomorrow}T10:00` },
    { key: 'tomorrow_evening', wallTime: `${tomorrow}T20:00` },
  ];
  return choices.filter(({ wallTime }) => fromWallTime(wallTime) > now);
}

/** Whether date and time are both chosen and lie behind `now` (ms). */
export const isPast = (date: string, time: string, now: number): boolean =>
  date !== '' && time !== '' && fromWallTime(`${date}T${time}`) <= now;

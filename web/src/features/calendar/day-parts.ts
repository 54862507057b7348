import { fromWallTime, toWallTime } from '#shared/calendar/wall-time.ts';

/** The week view's rows. A part begins at `from` o'clock; `usual` is the time a press on its empty slot proposes. */
export const dayParts = [
  { part: 'morning', from: 0, usual: '10:00' },
  { part: 'afternoon', from: 12, usual: '13:00' },
  { part: 'evening', from: 18, usual: '20:00' },
] as const;
export type DayPart = (typeof dayParts)[number]['part'];

/** The part of the day in which a time (`HH:mm`) lies. */
export function partOf(time: string): DayPart {
  const hour = Number.parseInt(time, 10);
  return dayParts.findLast(({ from }) => hour >= from)?.part ?? 'morning';
}

const HALF_HOUR = 1_800_000;

/**
 * The wall time that an empty slot stands for: its usual time, or the next half hour when that has passed today.
 * Undefined when the whole slot is over at `now` (ms).
 */
export function slotTime(date: string, part: DayPart | undefined, now: number): string | undefined {
  const usual = `${date}T${dayParts.find((candidate) => candidate.part === part)?.usual ?? '10:00'}`;
  if (fromWallTime(usual) > now) return usual;
  const next = toWallTime(Math.ceil((now + HALF_HOUR / 2) / HALF_HOUR) * HALF_HOUR);
  return next.startsWith(date) && (part === undefined || partOf(next.slice(11)) === part) ? next : undefined;
}

/**
 * Where a post lands that is dropped on a slot: it keeps its time of day, unless the slot is another part of the day.
 */
export function dropTime(wallTime: string, date: string, part: DayPart | undefined): string {
  const time = wallTime.slice(11);
  if (part === undefined || partOf(time) === part) return `${date}T${time}`;
  return `${date}T${dayParts.find((candidate) => candidate.part === part)?.usual ?? time}`;
}

import * as z from 'zod/mini';
import { machineText } from '../contract/text.ts';
import { KUWAIT } from './kuwait.ts';

/**
 * What a person chose on a clock: `YYYY-MM-DDTHH:mm`, without a zone, in this century. Other years are no time of a
 * post, and the calendars of the language write some of them with fewer digits. How far ahead is `isTooFar`.
 */
export const wallTime = machineText().check(
  z.regex(/^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d$/),
  z.refine(isRealDate, { error: 'no_such_date' }),
);

/** Nobody plans a post for later than the fifth year from now: it is a slip of the hand. */
const YEARS_AHEAD = 5;
export const isTooFar = (instant: number, now: number): boolean =>
  Number(toWallTime(instant).slice(0, 4)) > Number(toWallTime(now).slice(0, 4)) + YEARS_AHEAD;

/** The canonical names of the time zone database; UTC is left out of the language's own list. */
const zones: ReadonlySet<string> = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC']);

/**
 * A canonical time zone name; another name of the same place is read as it. Abbreviations and offsets are refused:
 * they are no places, and keep no summer time.
 */
export const zone = machineText().check(
  z.maxLength(64),
  z.overwrite(canonicalZone),
  z.refine((value) => zones.has(value), { error: 'unknown_zone' }),
);

function canonicalZone(value: string): string {
  if (zones.has(value) || !value.includes('/')) return value;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone;
  } catch {
    return value;
  }
}

function isRealDate(value: string): boolean {
  const instant = Date.parse(`${value}:00Z`);
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(value.slice(0, 10));
}

/** One formatter per zone: building one takes far longer than using it. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(inZone: string): Intl.DateTimeFormat {
  const known = clocks.get(inZone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat('en-CA', {
    timeZone: inZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  clocks.set(inZone, clock);
  return clock;
}

/** Shows an instant (ms) on the wall clock of a zone, as `YYYY-MM-DDTHH:mm`. */
export function toWallTime(instant: number, inZone: string = KUWAIT): string {
  const parts = new Map(
    clockOf(inZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
  return `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}T${parts.get('hour')}:${parts.get('minute')}`;
}

/**
 * The instant (ms) at which the wall clock of a zone shows `value`. A time that summer time skips counts as the
 * moment after the gap; one that happens twice counts as the first.
 */
export function fromWallTime(value: string, inZone: string = KUWAIT): number {
  const asUtc = Date.parse(`${value}:00Z`);
  const offsetAt = (instant: number) =>
    Date.parse(`${toWallTime(instant, inZone)}:00Z`) - Math.floor(instant / 60_000) * 60_000;
  const candidates = [asUtc - offsetAt(asUtc - 86_400_000), asUtc - offsetAt(asUtc + 86_400_000)].sort((a, b) => a - b);
  const exact = candidates.find((instant) => toWallTime(instant, inZone) === value);
  return exact ?? Math.max(...candidates);
}

import { addDays, type CivilDay, kuwaitDayOf } from './civil-day.ts';
import type { Prayer, PrayerTimes } from './prayer.ts';
import { type PrayerPolicy, type PrayerWindow, windowsOn } from './prayer-policy.ts';

const MINUTE_MS = 60_000;

/**
 * What a business's policy says to a time. Instants are milliseconds; `minutes` is how far the post moves, negative
 * when it goes out earlier. `warn` suggests a free time where there is one.
 * `refused`: it may not go out then, and there is no other minute for it: none on its day, or none inside its limits.
 */
export type Verdict =
  | { kind: 'clear' }
  | ({ kind: 'warn'; suggested?: Free | undefined } & Inside)
  | ({ kind: 'shift' } & Free & Inside)
  | ({ kind: 'hold' } & Free & Inside)
  | ({ kind: 'refused'; why: 'no_free_minute' | 'outside_limits' } & Inside);

type Inside = { prayer: Prayer; from: number; to: number };
type Free = { publishAt: number; minutes: number };

/** The first and the last instant (ms) at which a post may go out, both included: an embargo, the end of a campaign. */
export type Limits = { earliest?: number | undefined; latest?: number | undefined };

/** What prayers a day has, by whatever source. */
export type TimesOf = (day: CivilDay) => PrayerTimes;

/**
 * Judges the time of a post before it is scheduled: the same in composer, API and import. A time that has to move goes
 * to the end of the prayer; where that would be another day or past its limits, to the minute before the prayer; and
 * where neither is allowed, it is refused. A post that is held is late, never early.
 */
export function judge(at: number, policy: PrayerPolicy, timesOf: TimesOf, limits: Limits = {}): Verdict {
  if (policy.mode === 'off') return { kind: 'clear' };
  const windows = windowsNear(at, policy, timesOf);
  const window = windowAt(at, windows);
  if (!window) return { kind: 'clear' };
  const inside = { prayer: window.prayer, from: window.from, to: window.to };
  const later = laterThan(at, windows);
  const earlier = policy.mode === 'hold' ? undefined : earlierThan(at, windows);
  const onItsDay = [later, earlier].filter((free) => free !== undefined && kuwaitDayOf(free) === kuwaitDayOf(at));
  const found = onItsDay.find((free) => free !== undefined && isWithin(free, limits));
  const free = found === undefined ? undefined : { publishAt: found, minutes: minutesFrom(at, found) };
  if (policy.mode === 'warn') return { kind: 'warn', ...inside, suggested: free };
  if (!free) return { kind: 'refused', why: onItsDay.length > 0 ? 'outside_limits' : 'no_free_minute', ...inside };
  return { kind: policy.mode, ...inside, ...free };
}

/**
 * Until when (ms) a post that is about to go out has to wait, and for which prayer; undefined when it may go out.
 * Minutes and policies may have changed since it was scheduled. A warning holds nothing back.
 */
export function heldUntil(
  now: number,
  policy: PrayerPolicy,
  timesOf: TimesOf,
): { prayer: Prayer; until: number } | undefined {
  if (policy.mode !== 'shift' && policy.mode !== 'hold') return undefined;
  const windows = windowsNear(now, policy, timesOf);
  const window = windowAt(now, windows);
  return window && { prayer: window.prayer, until: laterThan(now, windows) };
}

/** The windows of the day and of those beside it: one may reach over midnight. */
function windowsNear(at: number, { around }: PrayerPolicy, timesOf: TimesOf): PrayerWindow[] {
  const day = kuwaitDayOf(at);
  return [addDays(day, -1), day, addDays(day, 1)].flatMap((near) => windowsOn(near, timesOf(near), around));
}

const windowAt = (at: number, windows: readonly PrayerWindow[]): PrayerWindow | undefined =>
  windows.find(({ from, to }) => from <= at && at < to);

/** The end of the window, and of every one that it runs into. */
function laterThan(at: number, windows: readonly PrayerWindow[]): number {
  let free = at;
  for (let window = windowAt(free, windows); window; window = windowAt(free, windows)) free = window.to;
  return free;
}

/** The minute before the window, and before every one that reaches into that. */
function earlierThan(at: number, windows: readonly PrayerWindow[]): number {
  let free = at;
  for (let window = windowAt(free, windows); window; window = windowAt(free, windows)) free = window.from - MINUTE_MS;
  return free;
}

const isWithin = (at: number, { earliest = Number.NEGATIVE_INFINITY, latest = Number.POSITIVE_INFINITY }: Limits) =>
  at >= earliest && at <= latest;

const minutesFrom = (at: number, to: number): number => Math.round((to - at) / MINUTE_MS);

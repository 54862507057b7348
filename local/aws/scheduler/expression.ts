import { AwsError } from '../service.ts';
import { parseCron } from './cron.ts';
import { isZone, toInstant } from './wall-time.ts';

/** When a schedule runs. `first` may lie in the past; `next` is strictly after the given instant. All epoch ms. */
export type Timetable = { first: number | undefined; next(after: number): number | undefined };

const UNIT_MS: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * Reads `at(…)`, `rate(…)` or `cron(…)`. `anchor` is the start date, or else the moment of creation: rates count from it.
 */
export function parseExpression(expression: string, zone: string, anchor: number, end?: number): Timetable {
  const [, kind, text = ''] = /^(at|rate|cron)\((.+)\)$/.exec(expression) ?? [];
  const invalid = (why: string) =>
    new AwsError('ValidationException', `Invalid Schedule Expression ${expression}: ${why}.`);
  if (!isZone(zone)) throw new AwsError('ValidationException', `The time zone ${zone} is not known.`);
  const within = (time: number | undefined) =>
    time !== undefined && (end === undefined || time <= end) ? time : undefined;

  if (kind === 'at') {
    const wall = Date.parse(`${text}Z`);
    // Reading it back catches 30 February, which JavaScript would take for a day in March.
    const exists = !Number.isNaN(wall) && new Date(wall).toISOString() === `${text}.000Z`;
    const time = exists ? toInstant(wall, zone) : undefined;
    if (time === undefined) throw invalid('it must be an existing time, yyyy-mm-ddThh:mm:ss');
    return { first: time, next: (after) => (time > after ? time : undefined) };
  }
  if (kind === 'rate') {
    const [, value = '0', unit = ''] = /^(\d+) (minute|hour|day)s?$/.exec(text) ?? [];
    const period = Number(value) * (UNIT_MS[unit] ?? 0);
    if (period === 0) throw invalid('it must be a number of minutes, hours or days');
    const next = (after: number) => within(anchor + (Math.floor(Math.max(after - anchor, -1) / period) + 1) * period);
    return { first: within(anchor), next };
  }
  if (kind === 'cron') {
    try {
      const following = parseCron(text, zone);
      const next = (after: number) => within(following(Math.max(after, anchor - 1)));
      return { first: next(anchor - 1), next };
    } catch (error) {
      throw invalid(error instanceof Error ? error.message : 'unreadable');
    }
  }
  throw invalid('it must be at(), rate() or cron()');
}

import { fromAbsolute } from '@internationalized/date';
import { AwsError } from '../service.ts';
import { parseCron, toInstant } from './cron.ts';
import type { Schedule } from './schedule.ts';

/** When a schedule runs. `first` may lie in the past; `next` is strictly after the given instant. All epoch ms. */
export type Timetable = { first: number | undefined; next(after: number): number | undefined };

const UNIT_MS: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

function isZone(zone: string): boolean {
  try {
    return /^[A-Z]/i.test(zone) && fromAbsolute(0, zone) !== undefined;
  } catch {
    return false;
  }
}

/** Timetable of a schedule's expression, counted from its start date or its creation. Start and end do not bound `at`. */
export function timetableOf({ input, createdAt }: Pick<Schedule, 'input' | 'createdAt'>): Timetable {
  const { ScheduleExpression: expression, ScheduleExpressionTimezone: zone, StartDate, EndDate } = input;
  const [, kind, text = ''] = /^(at|rate|cron)\((.+)\)$/.exec(expression) ?? [];
  const invalid = (why: string) =>
    new AwsError('ValidationException', `Invalid Schedule Expression ${expression}. ${why}`);
  if (!isZone(zone)) throw new AwsError('ValidationException', `Invalid ScheduleExpressionTimezone ${zone}.`);
  const anchor = StartDate === undefined ? createdAt : StartDate * 1000;
  const within = (time: number | undefined) =>
    time === undefined || (EndDate !== undefined && time > EndDate * 1000) ? undefined : time;

  if (kind === 'at') {
    const wall = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(text) ? Date.parse(`${text}Z`) : Number.NaN;
    // Reading it back catches 30 February, which JavaScript would take for a day in March.
    const exists = !Number.isNaN(wall) && new Date(wall).toISOString() === `${text}.000Z`;
    const time = exists ? toInstant(wall, zone) : undefined;
    if (time === undefined) throw invalid('It must be an existing time, yyyy-mm-ddThh:mm:ss.');
    return { first: time, next: (after) => (time > after ? time : undefined) };
  }
  if (kind === 'rate') {
    const [, value = '0', unit = ''] = /^(\d+) (minute|hour|day)s?$/.exec(text) ?? [];
    const period = Number(value) * (UNIT_MS[unit] ?? 0);
    if (period === 0) throw invalid('It must be a number of minutes, hours or days.');
    const next = (after: number) => within(anchor + (Math.floor(Math.max(after - anchor, -1) / period) + 1) * period);
    return { first: within(anchor), next };
  }
  if (kind !== 'cron') throw invalid('It must be at(), rate() or cron().');
  try {
    const following = parseCron(text, zone);
    const next = (after: number) => within(following(Math.max(after, anchor - 1)));
    return { first: next(anchor - 1), next };
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : 'It is unreadable.');
  }
}

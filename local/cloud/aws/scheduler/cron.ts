import { fromAbsolute, toCalendarDateTime, toZoned } from '@internationalized/date';
import cron from 'aws-cron-parser';

/**
 * The instant at which a clock in `zone` shows `wall` (as if it were UTC, epoch ms): the first of two when clocks go
 * back, undefined when they jump over it.
 */
export function toInstant(wall: number, zone: string): number | undefined {
  const time = toCalendarDateTime(fromAbsolute(wall, 'UTC'));
  const instant = toZoned(time, zone, 'earlier').toDate().getTime();
  return instant + fromAbsolute(instant, zone).offset === wall ? instant : undefined;
}

/** What a field may look like: a list of numbers, names and ranges, or one range with a step, or what is special to it. */
function fieldOf(names: string, special = ''): RegExp {
  const value = `(?:\\d{1,4}${names})`;
  const range = `${value}(?:-${value})?`;
  return new RegExp(`^(?:(?:\\*|${range})(?:/[1-9]\\d*)?|${range}(?:,${range})*${special})$`, 'i');
}

const DAY = '|SUN|MON|TUE|WED|THU|FRI|SAT';
const FIELDS = [
  fieldOf(''),
  fieldOf(''),
  fieldOf('', '|\\?|L|L-\\d+|\\d+W'),
  fieldOf('|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC'),
  fieldOf(DAY, `|\\?|L|(?:[1-7]${DAY})(?:L|#[1-5])`),
  fieldOf(''),
];

/**
 * Reads the six fields of an AWS cron expression (minute hour day-of-month month day-of-week year) and returns
 * the question "when next, strictly after this instant?" for a time zone. Throws a sentence when it is malformed.
 */
export function parseCron(text: string, zone: string): (after: number) => number | undefined {
  const fields = text.trim().split(/\s+/);
  if (fields.length !== FIELDS.length) throw new Error('six fields are needed');
  const odd = fields.find((field, at) => FIELDS[at]?.test(field) !== true);
  if (odd !== undefined) throw new Error(`${odd} is not understood`);
  if ((fields[2] === '?') === (fields[4] === '?'))
    throw new Error('exactly one of day-of-month and day-of-week must be ?');
  // The parser trusts its input: it does not know the last day of a week, and takes a reversed range for nothing.
  if (fields[4] === 'L') fields[4] = 'SAT';
  const parsed = cron.parse(fields.join(' '));
  for (const [at, values] of Object.values(parsed).entries())
    if (values.some(Number.isNaN) || (values.length === 0 && fields[at] !== '?'))
      throw new Error(`${fields[at]} is not understood`);

  const following = (after: number): number | undefined => {
    let wall = after + fromAbsolute(after, zone).offset;
    for (;;) {
      const next = cron.next(parsed, new Date(wall));
      if (next === null) return undefined;
      wall = next.getTime();
      const instant = toInstant(wall, zone);
      if (instant !== undefined && instant > after) return instant;
    }
  };
  following(0);
  return following;
}

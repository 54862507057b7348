import { toInstant, toWall } from './wall-time.ts';

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const DAY_MS = 86_400_000;
const LAST_YEAR = 2199;

type DayTest = (day: Date) => boolean;

/** Numbers a field allows: lists, ranges, steps and names (names count from 1). Throws on anything else. */
function parseField(text: string, min: number, max: number, names: string[] = []): number[] {
  const number = (word: string) => {
    const named = names.indexOf(word.toUpperCase());
    const value = named >= 0 ? named + 1 : /^\d+$/.test(word) ? Number(word) : Number.NaN;
    if (!(value >= min && value <= max)) throw new Error(`"${word}" is not between ${min} and ${max}`);
    return value;
  };
  const allowed = new Set<number>();
  for (const part of text.split(',')) {
    const [range = '', step] = part.split('/');
    const [from = '', to] = range.split('-');
    const first = range === '*' ? min : number(from);
    const last = to !== undefined ? number(to) : range === '*' || step !== undefined ? max : first;
    const stride = step === undefined ? 1 : /^[1-9]\d*$/.test(step) ? Number(step) : Number.NaN;
    if (Number.isNaN(stride) || first > last) throw new Error(`"${part}" is not a range`);
    for (let value = first; value <= last; value += stride) allowed.add(value);
  }
  return [...allowed].sort((a, b) => a - b);
}

const daysInMonth = (day: Date) => new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();

function parseDayOfMonth(text: string): DayTest {
  if (text === '?') return () => true;
  if (text === 'L') return (day) => day.getUTCDate() === daysInMonth(day);
  const allowed = new Set(parseField(text, 1, 31));
  return (day) => allowed.has(day.getUTCDate());
}

function parseDayOfWeek(text: string): DayTest {
  if (text === '?') return () => true;
  const [, last] = /^(\w+)L$/.exec(text) ?? [];
  const [, nth, count] = /^(\w+)#([1-5])$/.exec(text) ?? [];
  const allowed = new Set(parseField(text === 'L' ? 'SAT' : (last ?? nth ?? text), 1, 7, DAYS));
  return (day) =>
    allowed.has(day.getUTCDay() + 1) &&
    (last === undefined || day.getUTCDate() + 7 > daysInMonth(day)) &&
    (count === undefined || Math.ceil(day.getUTCDate() / 7) === Number(count));
}

/**
 * Reads the six fields of an AWS cron expression (minute hour day-of-month month day-of-week year) and returns
 * the question "when next, strictly after this instant?" for a time zone. Throws a sentence when it is malformed.
 */
export function parseCron(text: string, zone: string): (after: number) => number | undefined {
  const [minute, hour, dayOfMonth, month, dayOfWeek, year, ...more] = text.trim().split(/\s+/);
  if (!minute || !hour || !dayOfMonth || !month || !dayOfWeek || !year || more.length > 0)
    throw new Error('six fields are needed');
  if ((dayOfMonth === '?') === (dayOfWeek === '?'))
    throw new Error('exactly one of day-of-month and day-of-week must be ?');
  const minutes = parseField(minute, 0, 59);
  const hours = parseField(hour, 0, 23);
  const months = new Set(parseField(month, 1, 12, MONTHS));
  const years = new Set(parseField(year, 1970, LAST_YEAR));
  const dayTests = [parseDayOfMonth(dayOfMonth), parseDayOfWeek(dayOfWeek)];

  return (after) => {
    for (let time = Math.floor(toWall(after, zone) / DAY_MS) * DAY_MS; ; time += DAY_MS) {
      const day = new Date(time);
      if (day.getUTCFullYear() > LAST_YEAR) return undefined;
      if (!years.has(day.getUTCFullYear()) || !months.has(day.getUTCMonth() + 1)) continue;
      if (!dayTests.every((matches) => matches(day))) continue;
      for (const h of hours) {
        for (const m of minutes) {
          const instant = toInstant(time + (h * 60 + m) * 60_000, zone);
          if (instant !== undefined && instant > after) return instant;
        }
      }
    }
  };
}

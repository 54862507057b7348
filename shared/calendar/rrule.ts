import { type CivilDay, civilDay } from './civil-day.ts';
import { Recurrence } from './recurrence.ts';

const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
const UMM_AL_QURA = 'ISLAMIC-UMALQURA';

/**
 * A rule as other calendars read it (RFC 5545; RFC 7529 for the Hijri calendar): the properties of a VEVENT without
 * its times, one a line. A day that a month does not have is omitted, which is what RFC 7529 does unless told otherwise.
 */
export function toRRule({ first, repeats, until, count, skipped }: Recurrence): string {
  const parts = [
    ...(repeats.every === 'week'
      ? ['FREQ=WEEKLY', 'WKST=SU', `BYDAY=${repeats.weekdays.map((day) => WEEKDAYS[day]).join(',')}`]
      : []),
    ...(repeats.every === 'month' ? ['FREQ=MONTHLY', `BYMONTHDAY=${repeats.days.join(',')}`] : []),
    ...(repeats.every === 'hijri_month'
      ? [`RSCALE=${UMM_AL_QURA}`, 'FREQ=MONTHLY', `BYMONTHDAY=${repeats.days.join(',')}`, 'SKIP=OMIT']
      : []),
    ...(repeats.every === 'hijri_year'
      ? [
          `RSCALE=${UMM_AL_QURA}`,
          'FREQ=YEARLY',
          `BYMONTH=${repeats.month}`,
          `BYMONTHDAY=${repeats.days.join(',')}`,
          'SKIP=OMIT',
        ]
      : []),
    ...('interval' in repeats && repeats.interval > 1 ? [`INTERVAL=${repeats.interval}`] : []),
    ...(until === undefined ? [] : [`UNTIL=${compact(until)}`]),
    ...(count === undefined ? [] : [`COUNT=${count}`]),
  ];
  const exceptions = skipped.length === 0 ? [] : [`EXDATE;VALUE=DATE:${skipped.map(compact).join(',')}`];
  return [`DTSTART;VALUE=DATE:${compact(first)}`, `RRULE:${parts.join(';')}`, ...exceptions].join('\n');
}

/** Reads what `toRRule` writes; undefined for a rule that we have no like of. */
export function fromRRule(written: string): Recurrence | undefined {
  const lines = new Map(
    written.split(/\r?\n/).map((line) => [line.split(/[;:]/)[0], line.slice(line.indexOf(':') + 1)]),
  );
  const parts = new Map((lines.get('RRULE') ?? '').split(';').map((part) => [part.split('=')[0], part.split('=')[1]]));
  const repeats = repeatsOf(parts);
  const first = spread(lines.get('DTSTART'));
  const [until, count] = [spread(parts.get('UNTIL')), parts.get('COUNT')];
  return Recurrence.safeParse({
    first,
    repeats,
    ...(until === undefined ? {} : { until }),
    ...(count === undefined ? {} : { count: Number(count) }),
    skipped: (lines.get('EXDATE') ?? '').split(',').filter(Boolean).map(spread),
  }).data;
}

function repeatsOf(parts: ReadonlyMap<string | undefined, string | undefined>) {
  const hijri = parts.get('RSCALE') === UMM_AL_QURA;
  if (parts.has('RSCALE') && !hijri) return undefined;
  const interval = Number(parts.get('INTERVAL') ?? 1);
  const days = (parts.get('BYMONTHDAY') ?? '').split(',').map(Number);
  switch (parts.get('FREQ')) {
    case 'WEEKLY':
      return {
        every: 'week',
        interval,
        weekdays: (parts.get('BYDAY') ?? '').split(',').map((day) => WEEKDAYS.indexOf(day)),
      };
    case 'MONTHLY':
      return { every: hijri ? 'hijri_month' : 'month', interval, days };
    case 'YEARLY':
      return hijri ? { every: 'hijri_year', month: Number(parts.get('BYMONTH')), days } : undefined;
    default:
      return undefined;
  }
}

const compact = (day: CivilDay): string => day.replaceAll('-', '');
const spread = (date: string | undefined): CivilDay | undefined =>
  civilDay.safeParse(date?.replace(/^(\d{4})(\d\d)(\d\d).*$/, '$1-$2-$3')).data;

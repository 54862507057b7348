import { auditRow, PLATFORM } from '#functions/audit/audit-row.ts';
import { now } from '#runtime/clock.ts';
import { transact } from '#runtime/transaction.ts';
import type { PlatformCalendar } from '#shared/calendar/contract.ts';
import { readMinistryTable } from '#shared/calendar/ministry-table.ts';
import { computedTimes } from '#shared/calendar/prayer-times.ts';
import type { StaffActor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import { kuwaitCalendar } from './kuwait-calendar.ts';
import { ministryYearChanged, ministryYears } from './ministry-year.store.ts';
import { platformCalendar } from './platform-calendar.ts';

/** More faults than this are one fault: another file. */
const FAULTS_TOLD = 50;

/**
 * Takes over the Ministry's table: all of it, or none with every faulty line named. Its days step into the place of
 * those known before.
 */
export async function importMinutes(actor: StaffActor, { table }: { table: string }): Promise<PlatformCalendar> {
  const { days, faults } = readMinistryTable(table, (day) => computedTimes(day, 'capital'));
  if (faults.length > 0)
    throw new Problem('calendar.table_faulty', {
      issues: faults.slice(0, FAULTS_TOLD).map(({ line, issue, field }) => ({
        path: `body.table.${line}${field ? `.${field}` : ''}`,
        issue,
      })),
    });
  const known = await ministryYears(true);
  const years = Map.groupBy(days, ({ date }) => Number(date.slice(0, 4)));
  const audit = auditRow({
    clientId: PLATFORM,
    subjectId: 'calendar',
    action: 'calendar.minutes_imported',
    actor,
    detail: { days: days.length },
  });
  const written = await transact([
    ...[...years].flatMap(([year, added]) =>
      ministryYearChanged(
        year,
        known.find((one) => one.year === year),
        added,
        now(),
      ),
    ),
    ...audit,
  ]);
  if (!written.done) throw new Problem('calendar.changed');
  await kuwaitCalendar({ fresh: true });
  return platformCalendar();
}

import { auditRow, PLATFORM } from '#functions/audit/audit-row.ts';
import { transact } from '#runtime/transaction.ts';
import type { PlatformCalendar } from '#shared/calendar/contract.ts';
import { type AnnouncedMonth, contradictions } from '#shared/calendar/moon.ts';
import type { OccasionName } from '#shared/calendar/occasion.ts';
import type { RamadanSwitch } from '#shared/calendar/ramadan.ts';
import type { StaffActor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import { kuwaitCalendar } from './kuwait-calendar.ts';
import { type Said, saidOfCalendar, saidOfCalendarChanged } from './platform-calendar.store.ts';
import { platformCalendar } from './platform-calendar.ts';

/** The subject of its audit rows. */
const SUBJECT = 'calendar';

/** Lets Ramadan follow the moon, or holds it on or off. */
export const switchRamadan = (
  actor: StaffActor,
  { version, ramadan }: { version: number; ramadan: RamadanSwitch },
): Promise<PlatformCalendar> =>
  change(actor, version, 'calendar.ramadan_switched', { ramadan }, (said) => ({ ...said, ramadan }));

/** Says when a month begins. Throws `calendar.moon_contradicts` when no moon could do what would then be announced. */
export function announceMonth(
  actor: StaffActor,
  { version, year, month, laterBy }: { version: number; year: number; month: number; laterBy: -1 | 0 | 1 | null },
): Promise<PlatformCalendar> {
  const detail = { year, month, laterBy: laterBy ?? undefined };
  return change(actor, version, 'calendar.month_announced', detail, (said) => {
    const others = said.announced.filter((one) => one.year !== year || one.month !== month);
    const announced: AnnouncedMonth[] = laterBy === null ? others : [...others, { year, month, laterBy }];
    const [broken] = contradictions(announced);
    if (broken)
      throw new Problem('calendar.moon_contradicts', {
        issues: [{ path: 'body.laterBy', issue: 'month_length', limit: `${broken.year}-${broken.month}` }],
      });
    return { ...said, announced: [...announced] };
  });
}

/** Says which day is off instead of a holiday. */
export function moveHoliday(
  actor: StaffActor,
  { version, name, date, observed }: { version: number; name: OccasionName; date: string; observed: string | null },
): Promise<PlatformCalendar> {
  const detail = { name, date, observed: observed ?? undefined };
  return change(actor, version, 'calendar.holiday_moved', detail, (said) => {
    const others = said.observed.filter((one) => one.name !== name || one.date !== date);
    return { ...said, observed: observed === null ? others : [...others, { name, date, observed }] };
  });
}

async function change(
  actor: StaffActor,
  version: number,
  action: string,
  detail: Record<string, string | number | undefined>,
  decide: (said: Said) => Said,
): Promise<PlatformCalendar> {
  const said = await saidOfCalendar(true);
  if (said.version !== version) throw new Problem('calendar.changed');
  const next = { ...decide(said), version: version + 1 };
  const audit = auditRow({ clientId: PLATFORM, subjectId: SUBJECT, action, actor, detail });
  const written = await transact([...saidOfCalendarChanged(next), ...audit]);
  if (!written.done) throw new Problem('calendar.changed');
  await kuwaitCalendar({ fresh: true });
  return platformCalendar();
}

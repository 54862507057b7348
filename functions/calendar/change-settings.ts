import { auditRow } from '#functions/audit/audit-row.ts';
import { transact } from '#runtime/transaction.ts';
import type { CalendarSettings } from '#shared/calendar/contract.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import { calendarOfClient, calendarOfClientChanged } from './client-calendar.store.ts';

/** What a business says of its calendar. */
export const readSettings = ({ clientId }: TenantActor): Promise<CalendarSettings> => calendarOfClient(clientId);

type Change = { version: number } & Partial<Pick<CalendarSettings, 'policy' | 'slots'>>;

/** Changes the rule or the slots, with its audit row. Throws `calendar.changed` when somebody was faster. */
export async function changeSettings(actor: TenantActor, { version, ...change }: Change): Promise<CalendarSettings> {
  const { clientId } = actor;
  const before = await calendarOfClient(clientId, true);
  if (before.version !== version) throw new Problem('calendar.changed');
  const next = { ...before, ...change, version: version + 1 };
  const action = change.policy ? 'calendar.policy_changed' : 'calendar.slots_changed';
  const detail = change.policy ? { mode: change.policy.mode, governorate: change.policy.governorate } : {};
  const audit = auditRow({ clientId, subjectId: clientId, action, actor, detail });
  const written = await transact([...calendarOfClientChanged(clientId, next), ...audit]);
  if (!written.done) throw new Problem('calendar.changed');
  return next;
}

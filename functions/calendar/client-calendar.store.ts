import { createWriteTransaction } from 'electrodb';
import { type Write, writesOf } from '#runtime/transaction.ts';
import { CalendarSettings } from '#shared/calendar/contract.ts';
import { usualPolicy } from '#shared/calendar/prayer-policy.ts';
import { ramadanSlots, usualSlots } from '#shared/calendar/slot.ts';
import { clientCalendar } from './client-calendar.entity.ts';

/** Until a business says otherwise. */
const unsaid: CalendarSettings = {
  version: 0,
  policy: usualPolicy,
  slots: { usual: [...usualSlots], ramadan: [...ramadanSlots] },
};

/** What a business says of its calendar. `consistent` when a decision follows from it. */
export async function calendarOfClient(clientId: string, consistent = false): Promise<CalendarSettings> {
  const { data } = await clientCalendar.get({ clientId }).go({ consistent });
  return data ? CalendarSettings.parse({ ...unsaid, ...data }) : unsaid;
}

/** Refused unless nobody changed it since the version before was read. */
export const calendarOfClientChanged = (clientId: string, next: CalendarSettings): Write[] =>
  writesOf(
    createWriteTransaction({ clientCalendar }, (entities) => [
      entities.clientCalendar
        .put({ clientId, ...next })
        .where(({ version }, { eq, notExists }) =>
          next.version === 1 ? notExists(version) : eq(version, next.version - 1),
        )
        .commit(),
    ]),
  );

import { createWriteTransaction, type EntityItem } from 'electrodb';
import * as z from 'zod/mini';
import { type Write, writesOf } from '#runtime/transaction.ts';
import { PlatformCalendar } from '#shared/calendar/contract.ts';
import { platformCalendar } from './platform-calendar.entity.ts';

const Said = z.pick(PlatformCalendar, { version: true, ramadan: true, announced: true, observed: true });
/** What was said of the calendar for the whole platform. */
export type Said = z.infer<typeof Said>;

const unsaid: Said = { version: 0, ramadan: 'auto', announced: [], observed: [] };

export async function saidOfCalendar(consistent = false): Promise<Said> {
  const { data } = await platformCalendar.get({ part: 'calendar' }).go({ consistent });
  return data ? Said.parse({ ...unsaid, ...data }) : unsaid;
}

/** Refused unless nobody changed it since the version before was read. */
export const saidOfCalendarChanged = (next: Said): Write[] => {
  const row: EntityItem<typeof platformCalendar> = { part: 'calendar', ...next };
  return writesOf(
    createWriteTransaction({ platformCalendar }, (entities) => [
      entities.platformCalendar
        .put(row)
        .where(({ version }, { eq, notExists }) =>
          next.version === 1 ? notExists(version) : eq(version, next.version - 1),
        )
        .commit(),
    ]),
  );
};

import { postTimes } from '#functions/posts/post-times.ts';
import { now } from '#runtime/clock.ts';
import type { FreeTime } from '#shared/calendar/contract.ts';
import { freeSlots } from '#shared/calendar/next-slot.ts';
import { toWallTime } from '#shared/calendar/wall-time.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import { calendarOfClient } from './client-calendar.store.ts';
import { kuwaitCalendar } from './kuwait-calendar.ts';

/** A slot further ahead is nothing that anybody waits for. */
const AHEAD_MS = 93 * 86_400_000;

/** The next free slots of a business: none of its posts, or of one account's, goes out then. */
export async function nextSlots(
  { clientId }: TenantActor,
  { accountId, limit }: { accountId?: string | undefined; limit: number },
): Promise<{ slots: FreeTime[] }> {
  const after = now();
  const [{ policy, slots }, { timesIn, isRamadan }, taken] = await Promise.all([
    calendarOfClient(clientId),
    kuwaitCalendar(),
    postTimes(clientId, { from: after, to: after + AHEAD_MS, accountId }),
  ]);
  const search = { after, taken, policy, timesOf: timesIn(policy.governorate), isRamadan };
  const free = freeSlots(slots, search).take(limit);
  return {
    slots: [...free].map(({ publishAt, minutes }) => ({ publishAt, minutes, wallTime: toWallTime(publishAt) })),
  };
}

import { mayPublish } from '#functions/payments/entitlement.ts';
import { now } from '#runtime/clock.ts';
import { clientById } from './client.store.ts';

/** A suspension is seen within a minute: this, and the lag of an eventual read. */
const REMEMBERED_MS = 55_000;
const active = new Map<string, number>();

/**
 * Whether nothing of a business goes out: it is suspended, or its subscription is over. An active one is remembered by a warm function, so that its posts cost one read a
 * minute; one that is held is asked about each time, so that it goes on as soon as it is active again.
 */
export async function isSuspended(clientId: string): Promise<boolean> {
  if ((active.get(clientId) ?? 0) > now()) return false;
  const [found, may] = await Promise.all([clientById(clientId), mayPublish(clientId)]);
  for (const [known, until] of active) if (until <= now()) active.delete(known);
  if (found?.status === 'suspended' || !may) return true;
  active.set(clientId, now() + REMEMBERED_MS);
  return false;
}

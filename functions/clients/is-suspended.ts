import { now } from '#runtime/clock.ts';
import { clientById } from './client.store.ts';

/** A suspension is seen within a minute: this, and the lag of an eventual read. */
const REMEMBERED_MS = 55_000;
const active = new Map<string, number>();

/**
 * Whether a business is suspended. An active one is remembered by a warm function, so that its posts cost one read a
 * minute; a suspended one is asked about each time, so that it goes on as soon as it is active again.
 */
export async function isSuspended(clientId: string): Promise<boolean> {
  if ((active.get(clientId) ?? 0) > now()) return false;
  const found = await clientById(clientId);
  for (const [known, until] of active) if (until <= now()) active.delete(known);
  if (found?.status === 'suspended') return true;
  active.set(clientId, now() + REMEMBERED_MS);
  return false;
}

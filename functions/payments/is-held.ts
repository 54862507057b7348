import { isSuspended } from '#functions/clients/is-suspended.ts';
import { now } from '#runtime/clock.ts';
import { mayPublish } from './entitlement.ts';

/** That a subscription is over is seen within a minute; that it was paid, at once. */
const REMEMBERED_MS = 55_000;
const paid = new Map<string, number>();

/** Whether nothing of a business goes out now: it is suspended, or its subscription is over. */
export async function isBusinessHeld(clientId: string): Promise<boolean> {
  const [suspended, pays] = await Promise.all([isSuspended(clientId), hasPaid(clientId)]);
  return suspended || !pays;
}

async function hasPaid(clientId: string): Promise<boolean> {
  if ((paid.get(clientId) ?? 0) > now()) return true;
  for (const [known, until] of paid) if (until <= now()) paid.delete(known);
  if (!(await mayPublish(clientId))) return false;
  paid.set(clientId, now() + REMEMBERED_MS);
  return true;
}

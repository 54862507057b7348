import { now } from '#runtime/clock.ts';
import { claimDigest, countNotice, uncountNotice } from './notice-hour.store.ts';

/** A person reads so many mails of an hour one by one; more of them would only hide each other. */
export const NOTICES_PER_HOUR = 10;

const HOUR_MS = 3_600_000;

/** What may still be sent to a business in this hour: the notice, once "more posts need you", or nothing. */
export type Allowance = { send: 'notice' | 'digest' | 'nothing'; takeBack(): Promise<void> };

/** Counts a notice against its business's hour, before it is sent. */
export async function spendAllowance(clientId: string): Promise<Allowance> {
  const at = now();
  const key = { clientId, hour: Math.floor(at / HOUR_MS) };
  const count = await countNotice(key, Math.ceil(((key.hour + 2) * HOUR_MS) / 1000));
  const takeBack = () => uncountNotice(key);
  if (count <= NOTICES_PER_HOUR) return { send: 'notice', takeBack };
  return { send: (await claimDigest(key, at)) ? 'digest' : 'nothing', takeBack };
}

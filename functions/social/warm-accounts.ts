import type { Credentials } from '#functions/platforms/platform.ts';
import { now } from '#runtime/clock.ts';
import { tokenTiming } from '#shared/social/token-rules.ts';
import type { AccountKey } from './account.store.ts';

/** An account ready for use, as this warm function remembers it. Instants of its token in epoch milliseconds. */
export type WarmAccount = { credentials: Credentials; username: string; issuedAt: number; expiresAt: number };

/** A disconnection or a new token is seen within a minute: this, and the lag of an eventual read. */
const REMEMBERED_MS = 55_000;
const warm = new Map<string, { account: WarmAccount; until: number }>();
const nameOf = ({ clientId, accountId }: AccountKey): string => `${clientId}/${accountId}`;

export function recall(key: AccountKey): WarmAccount | undefined {
  const found = warm.get(nameOf(key));
  return found && found.until > now() ? found.account : undefined;
}

/** Never for longer than the token may be used without a look at its row. */
export function remember(key: AccountKey, account: WarmAccount): void {
  for (const [name, { until }] of warm) if (until <= now()) warm.delete(name);
  const until = Math.min(now() + REMEMBERED_MS, account.expiresAt - tokenTiming.marginMs);
  warm.set(nameOf(key), { account, until });
}

export const evictAccount = (key: AccountKey): void => void warm.delete(nameOf(key));

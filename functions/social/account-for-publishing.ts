import type { Credentials } from '#functions/platforms/platform.ts';
import { now } from '#runtime/clock.ts';
import { runsOut, tokenTiming } from '#shared/social/token-rules.ts';
import { type AccountKey, accountByKey } from './account.store.ts';
import { isConnected } from './held-token.ts';
import { openToken } from './platform-token.ts';
import { refreshToken, type Waiting } from './refresh-token.ts';
import { recall, remember } from './warm-accounts.ts';

/** An account whose token outlasts the work that begins now; `issuedAt` tells which token it is. */
export type UsableAccount = { status: 'active'; username: string; credentials: Credentials; issuedAt: number };
/** `refreshing`: its token is being renewed; `refresh` says by whom and when to come back. */
export type PublishingAccount =
  | UsableAccount
  | { status: 'needs_reconnect' | 'disconnected'; username: string }
  | { status: 'refreshing'; username: string; refresh: Waiting };

/**
 * An account with its opened token, for the sender; undefined when there is none. Remembered for up to a minute per
 * warm function, but only while it can be used, so that a reconnected account works at once. A token that is about to
 * run out is refreshed first, by one worker. Throws `KeyServiceError`.
 */
export async function accountForPublishing(
  clientId: string,
  accountId: string,
): Promise<PublishingAccount | undefined> {
  const key = { clientId, accountId };
  const warm = recall(key);
  if (warm) return { status: 'active', ...warm };
  const found = await read(key);
  if (found?.status !== 'runs_out') return found;
  const { username } = found;
  const refresh = await refreshToken(key);
  if (refresh.is === 'reconnect') return { status: 'needs_reconnect', username };
  if (refresh.is === 'later' || refresh.is === 'busy') return { status: 'refreshing', username, refresh };
  const fresh = await read(key, true);
  // Stranger than a colleague's refresh (a token that lives for a minute, say): an ordinary attempt, so that it ends.
  if (fresh?.status === 'runs_out')
    return { status: 'refreshing', username, refresh: { is: 'later', afterMs: tokenTiming.lookAgainMs } };
  return fresh;
}

async function read(key: AccountKey, consistent = false) {
  const account = await accountByKey(key, consistent);
  if (!account) return undefined;
  const { status, username, externalId } = account;
  if (status !== 'active') return { status, username };
  if (!isConnected(account)) return { status: 'needs_reconnect' as const, username };
  const { sealedToken, tokenIssuedAt: issuedAt, tokenExpiresAt: expiresAt } = account;
  if (runsOut(expiresAt, now())) return { status: 'runs_out' as const, username };
  const credentials = { externalId, token: await openToken(key, sealedToken) };
  remember(key, { credentials, username, issuedAt, expiresAt });
  return { status, username, credentials, issuedAt };
}

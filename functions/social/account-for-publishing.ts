import type { Credentials } from '#functions/platforms/platform.ts';
import { accountByKey } from './account.store.ts';
import { openToken } from './platform-token.ts';
import { recall, remember } from './warm-accounts.ts';

export type PublishingAccount =
  | { status: 'active'; username: string; credentials: Credentials }
  | { status: 'needs_reconnect' | 'disconnected'; username: string };

/**
 * An account with its opened token, for the sender; undefined when there is none. Remembered for up to a minute per
 * warm function, but only while it can be used, so that a reconnected account works at once.
 */
export async function accountForPublishing(
  clientId: string,
  accountId: string,
): Promise<PublishingAccount | undefined> {
  const key = { clientId, accountId };
  const warm = recall(key);
  if (warm) return { status: 'active', username: warm.username, credentials: warm.credentials };
  const account = await accountByKey(key);
  if (!account) return undefined;
  const { status, username, externalId, sealedToken, tokenIssuedAt = 0 } = account;
  if (status !== 'active') return { status, username };
  if (sealedToken === undefined) return { status: 'needs_reconnect', username };
  const credentials = { externalId, token: await openToken(key, sealedToken) };
  remember(key, { credentials, username, issuedAt: tokenIssuedAt });
  return { status, username, credentials };
}

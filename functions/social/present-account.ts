import { now } from '#runtime/clock.ts';
import type { SocialAccount } from '#shared/social/contract.ts';
import type { Account } from './account.store.ts';

/** The client is warned this long before a token that could not be refreshed ends. */
const WARN_BEFORE_MS = 10 * 24 * 60 * 60_000;

/** An account as the screens see it: without its token, with its picture as a data URL. */
export function presentAccount(account: Account, picture: string | undefined): SocialAccount {
  const { health, reason } = healthOf(account);
  const { lastPublishedAt } = account;
  const tokenExpiresAt = endOf(account);
  return {
    accountId: account.accountId,
    platform: account.platform,
    username: account.username,
    name: account.name,
    scopes: account.scopes,
    connectedAt: account.connectedAt,
    health,
    ...(reason === undefined ? {} : { reason }),
    ...(picture === undefined ? {} : { pictureUrl: picture }),
    ...(tokenExpiresAt === undefined ? {} : { tokenExpiresAt }),
    ...(lastPublishedAt === undefined ? {} : { lastPublishedAt }),
  };
}

/** When the connection ends unless somebody does something. A token that another one renews ends nothing. */
const endOf = ({ tokenExpiresAt, sealedRefreshToken }: Account): number | undefined =>
  sealedRefreshToken === undefined ? tokenExpiresAt : undefined;

function healthOf(account: Account): Pick<SocialAccount, 'health' | 'reason'> {
  const { status, reason } = account;
  if (status !== 'active') return { health: status, reason };
  if (account.sealedRefreshToken !== undefined) return { health: 'healthy' };
  const tokenExpiresAt = endOf(account) ?? 0;
  if (tokenExpiresAt <= now()) return { health: 'needs_reconnect', reason: 'account.reconnect' };
  return { health: tokenExpiresAt <= now() + WARN_BEFORE_MS ? 'expiring' : 'healthy' };
}

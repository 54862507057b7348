import type { SocialAccount } from '#shared/social/contract.ts';
import type { AccountStanding } from '#shared/social/usability.ts';
import type { Account } from './account.store.ts';
import { endOf, standingOfAccount } from './standing-of-account.ts';

/** An account as the screens see it: without its token, with its picture as a data URL. */
export function presentAccount(account: Account, picture: string | undefined): SocialAccount {
  const standing = standingOfAccount(account);
  const { lastPublishedAt } = account;
  const tokenExpiresAt = endOf(account);
  const reason = account.status === 'active' ? standing.obstacle : account.reason;
  return {
    accountId: account.accountId,
    platform: account.platform,
    username: account.username,
    name: account.name,
    scopes: account.scopes,
    connectedAt: account.connectedAt,
    health: healthOf(standing),
    ...standing,
    ...(reason === undefined ? {} : { reason }),
    ...(picture === undefined ? {} : { pictureUrl: picture }),
    ...(tokenExpiresAt === undefined ? {} : { tokenExpiresAt }),
    ...(lastPublishedAt === undefined ? {} : { lastPublishedAt }),
  };
}

function healthOf({ obstacle, endsAt }: AccountStanding): SocialAccount['health'] {
  if (obstacle) return obstacle === 'account.disconnected' ? 'disconnected' : 'needs_reconnect';
  return endsAt === undefined ? 'healthy' : 'expiring';
}

import { now } from '#runtime/clock.ts';
import { type AccountStanding, accountStanding } from '#shared/social/usability.ts';
import type { Account } from './account.store.ts';

/** Whether an account can publish, as the rules see what the table holds. */
export const standingOfAccount = (account: Account): AccountStanding => {
  const { platform, status, scopes } = account;
  return accountStanding({ platform, status, scopes, expiresAt: endOf(account) }, now());
};

/** When the connection ends unless somebody does something. A token that another one renews ends nothing. */
export const endOf = ({ tokenExpiresAt, sealedRefreshToken }: Account): number | undefined =>
  sealedRefreshToken === undefined ? tokenExpiresAt : undefined;

import { linkerOf } from '#functions/platforms/adapters.ts';
import type { HeldToken } from '#shared/social/token-rules.ts';
import type { Account } from './account.store.ts';

/** An account that is connected and has its token. */
export type ConnectedAccount = Account & Required<Pick<Account, 'sealedToken' | 'tokenIssuedAt' | 'tokenExpiresAt'>>;

/** False when there is nothing to publish with, or to refresh. */
export const isConnected = (account: Account | undefined): account is ConnectedAccount =>
  account?.status === 'active' &&
  account.sealedToken !== undefined &&
  account.tokenIssuedAt !== undefined &&
  account.tokenExpiresAt !== undefined;

/** The account's token as the rules see it. */
export const heldToken = (account: ConnectedAccount): HeldToken => ({
  issuedAt: account.tokenIssuedAt,
  expiresAt: account.tokenExpiresAt,
  refreshAt: account.refreshAt,
  leaseUntil: account.refreshLease,
  hasRefreshToken: account.sealedRefreshToken !== undefined,
  rotates: linkerOf(account.platform).rotates,
});

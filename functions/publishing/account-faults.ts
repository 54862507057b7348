import type { Fault } from '#functions/platforms/platform.ts';
import type { PublishingAccount, UsableAccount } from '#functions/social/account-for-publishing.ts';
import { type AfterRefusal, tokenRefused } from '#functions/social/token-refused.ts';
import type { FaultReport } from '#shared/publishing/event.ts';
import type { Target } from '#shared/publishing/target.ts';

const SECOND = 1000;
const reconnect: FaultReport = { disposition: 'reconnect', reason: 'account.reconnect' };
const disconnected: FaultReport = { disposition: 'reconnect', reason: 'account.disconnected' };

/** The key service does not open tokens: our trouble, so the target waits inside its grace as long as it takes. */
export const keyServiceDown: FaultReport = {
  disposition: 'retry',
  reason: 'publishing.held_up',
  retryAfterMs: 30 * SECOND,
  untried: true,
};

/** Why there is nothing to call the platform with. */
export function faultOfUnusable(account: Exclude<PublishingAccount, UsableAccount> | undefined): FaultReport {
  if (account?.status === 'refreshing') return faultAfter(account.refresh);
  return account?.status === 'needs_reconnect' ? reconnect : disconnected;
}

/** A fault of the platform as it is for this target. When the token was refused, its account decides. */
export async function faultForAccount(
  { clientId, accountId }: Target,
  issuedAt: number,
  fault: Fault,
): Promise<FaultReport> {
  if (fault.disposition !== 'reconnect' || fault.reason !== 'account.reconnect') return fault;
  return faultAfter(await tokenRefused({ clientId, accountId }, issuedAt, fault.runOut === true));
}

function faultAfter(found: AfterRefusal): FaultReport {
  switch (found.is) {
    case 'reconnect':
      return reconnect;
    case 'disconnected':
      return disconnected;
    case 'refreshed':
      return { disposition: 'retry', reason: 'account.refreshing', retryAfterMs: SECOND };
    case 'busy':
      return { disposition: 'retry', reason: 'account.refreshing', retryAfterMs: found.afterMs, untried: true };
    case 'later':
      return { disposition: 'retry', reason: 'platform.unavailable', retryAfterMs: found.afterMs };
  }
}

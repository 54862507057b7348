import { linkerOf } from '#functions/platforms/adapters.ts';
import { appCredentials } from '#functions/platforms/app-credentials.ts';
import { errorName } from '#runtime/error-name.ts';
import { logger } from '#runtime/logger.ts';
import type { Account } from './account.store.ts';
import { openTokens } from './platform-token.ts';

/**
 * Tells the network that we no longer want access to an account; true when it took that. Best effort: our own copy is
 * forgotten by now, so a token that could not be given back only ends by its age.
 */
export async function giveBack(account: Account): Promise<boolean> {
  const { platform, accountId, sealedToken } = account;
  const { revoke } = linkerOf(platform);
  if (!revoke || sealedToken === undefined) return false;
  try {
    const app = await appCredentials(platform);
    const outcome = app && (await revoke(await openTokens(account, { ...account, sealedToken }), app));
    if (outcome && !outcome.ok) logger.warn('not revoked', { platform, accountId, detail: outcome.fault.detail });
    return outcome?.ok === true;
  } catch (error) {
    logger.warn('not revoked', { platform, accountId, error: errorName(error) });
    return false;
  }
}

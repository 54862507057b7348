import { linkerOf } from '#functions/platforms/adapters.ts';
import type { LinkedAccount } from '#functions/platforms/linking.ts';
import type { Deed } from '#runtime/idempotency.ts';
import { logger } from '#runtime/logger.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import { type Platform, returned } from '#shared/platforms/platform.ts';
import type { SocialAccount } from '#shared/social/contract.ts';
import { isPermitted } from '#shared/social/usability.ts';
import { closeAttempt, redirectUri } from './connection-attempt.ts';
import { knownApp } from './known-app.ts';
import { linkAccount } from './link-account.ts';
import { presentAccount } from './present-account.ts';

/** What the platform's redirect brought back to our page. */
export type Returned = { state: string; code?: string | undefined; error?: string | undefined };

/**
 * Finishes connecting an account.
 * 1. The attempt is used up, whatever comes next: a state works once and only for who began.
 * 2. The code becomes a lasting token; nothing is stored of an exchange that broke off.
 * 3. Without the permission to publish there is no connection.
 * 4. Link, account and audit row are written together, or none of them.
 */
export async function finishConnect(
  actor: TenantActor,
  platform: Platform,
  { state, code, error }: Returned,
  deed: Deed<string>,
): Promise<SocialAccount> {
  await closeAttempt(actor, platform, state);
  if (error !== undefined || code === undefined) throw new Problem('social.refused');
  const linked = await exchange(platform, returned(platform, code), state);
  if (!isPermitted(platform, linked.scopes)) throw new Problem('social.scope_missing');
  return presentAccount(await linkAccount(actor, platform, linked, deed), linked.picture);
}

async function exchange(platform: Platform, code: string, state: string): Promise<LinkedAccount> {
  const app = await knownApp(platform);
  const outcome = await linkerOf(platform).exchange(app, { redirectUri: redirectUri(platform), code, state });
  if (outcome.ok) return outcome.value;
  const { disposition, reason, detail } = outcome.fault;
  // A misconfigured app keeps every client out, so somebody of ours has to see it.
  logger[reason === 'platform.misconfigured' ? 'error' : 'warn']('linking failed', {
    platform,
    disposition,
    reason,
    detail,
  });
  // Nothing was refused by an answer that never came, whatever it may have done there.
  const isSilent = disposition === 'retry' || disposition === 'unknown';
  throw new Problem(isSilent ? 'social.platform_unavailable' : 'social.refused');
}

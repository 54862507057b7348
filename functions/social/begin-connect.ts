import { appCredentials } from '#functions/platforms/app-credentials.ts';
import { linkerOf } from '#functions/platforms/linkers.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import type { Platform } from '#shared/platforms/platform.ts';
import { openAttempt, redirectUri } from './connection-attempt.ts';

/** Begins connecting an account: the address of the platform's consent page. */
export async function beginConnect(actor: TenantActor, platform: Platform): Promise<{ authorizeUrl: string }> {
  const app = await appCredentials(platform);
  const state = await openAttempt(actor, platform);
  return { authorizeUrl: linkerOf(platform).authorizeUrl(app, { redirectUri: redirectUri(platform), state }) };
}

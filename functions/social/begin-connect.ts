import { linkerOf } from '#functions/platforms/adapters.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import type { Platform } from '#shared/platforms/platform.ts';
import { openAttempt, redirectUri } from './connection-attempt.ts';
import { knownApp } from './known-app.ts';

/** Begins connecting an account: the address of the platform's consent page. */
export async function beginConnect(actor: TenantActor, platform: Platform): Promise<{ authorizeUrl: string }> {
  const app = await knownApp(platform);
  const state = await openAttempt(actor, platform);
  return { authorizeUrl: linkerOf(platform).authorizeUrl(app, { redirectUri: redirectUri(platform), state }) };
}

import { now } from '#runtime/clock.ts';
import type { Platform, SecretOf } from '#shared/platforms/platform.ts';
import type { Linker, Token } from './linking.ts';
import type { Outcome } from './platform.ts';
import { reconnect, retry } from './verdict.ts';

/** What a token endpoint answers (RFC 6749), of which we keep this. */
type Granted = { access_token: string; expires_in: number; refresh_token?: string | undefined };

export const tokenFrom = ({ access_token, expires_in, refresh_token }: Granted): Token => ({
  token: access_token,
  ...(refresh_token === undefined ? {} : { refreshToken: refresh_token }),
  issuedAt: now(),
  expiresAt: now() + expires_in * 1000,
});

/** A refresh by the refresh token that we hold, in our app's name; `ask` makes the call. */
export const refreshBy =
  <P extends Platform>(
    ask: (app: SecretOf<P>, form: { grant_type: string; refresh_token: string }) => Promise<Outcome<Granted>>,
  ): Linker<P>['refresh'] =>
  async ({ refreshToken }, app) => {
    if (!app) return { ok: false, fault: { ...retry('platform.misconfigured'), detail: 'no secret' } };
    if (refreshToken === undefined) return { ok: false, fault: { ...reconnect, detail: 'no refresh token' } };
    const renewed = await ask(app, { grant_type: 'refresh_token', refresh_token: refreshToken });
    return renewed.ok ? { ok: true, value: tokenFrom(renewed.value) } : renewed;
  };

import { Secret, TOTP } from 'otpauth';
import * as z from 'zod/mini';
import { type JsonService, readInput } from '../json-protocol.ts';
import { AwsError, type Ground } from '../service.ts';
import type { CognitoState } from './state.ts';
import type { TokenMint } from './tokens.ts';

const AccessToken = z.string();
const Associate = z.strictObject({ AccessToken });
const Verify = z.strictObject({ AccessToken, UserCode: z.string() });
const Prefer = z.strictObject({
  AccessToken,
  SoftwareTokenMfaSettings: z.strictObject({
    Enabled: z._default(z.boolean(), false),
    PreferredMfa: z.optional(z.boolean()),
  }),
});

/** How somebody who is signed in sets up an authenticator app. Their access token is the permission. */
export function authenticatorOperations(
  { clock }: Ground,
  state: CognitoState,
  mint: TokenMint,
): JsonService['operations'] {
  return {
    async AssociateSoftwareToken({ input }) {
      const { user, poolId } = mint.bearer(readInput(Associate, input, 'InvalidParameterException').AccessToken);
      const SecretCode = new Secret({ size: 32 }).base32;
      state.save(poolId, { ...user, totp: { secret: SecretCode, verified: false, enabled: false } });
      return { SecretCode };
    },
    async VerifySoftwareToken({ input }) {
      const asked = readInput(Verify, input, 'InvalidParameterException');
      const { user, poolId } = mint.bearer(asked.AccessToken);
      if (!user.totp || !isTotp(user.totp.secret, asked.UserCode, clock.now()))
        throw new AwsError('EnableSoftwareTokenMFAException', 'Code mismatch');
      state.save(poolId, { ...user, totp: { ...user.totp, verified: true } });
      return { Status: 'SUCCESS' };
    },
    async SetUserMFAPreference({ input }) {
      const asked = readInput(Prefer, input, 'InvalidParameterException');
      const { user, poolId } = mint.bearer(asked.AccessToken);
      if (!user.totp?.verified || state.pool(poolId).mfa === 'OFF')
        throw new AwsError('InvalidParameterException', 'User has not verified software token mfa');
      state.save(poolId, { ...user, totp: { ...user.totp, enabled: asked.SoftwareTokenMfaSettings.Enabled } });
      return {};
    },
  };
}

/** RFC 6238 with six digits and half a minute, one step of tolerance either way. `secret` is base32. */
export const isTotp = (secret: string, token: string, timestamp: number): boolean =>
  new TOTP({ secret: Secret.fromBase32(secret) }).validate({ token, timestamp, window: 1 }) !== null;

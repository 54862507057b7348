import { createHmac, randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import { type JsonService, readInput } from '../json-protocol.ts';
import { AwsError, type Ground } from '../service.ts';
import type { CognitoState } from './state.ts';
import type { TokenMint } from './tokens.ts';

const AccessToken = z.string();
const Associate = z.object({ AccessToken });
const Verify = z.object({ AccessToken, UserCode: z.string() });
const Prefer = z.object({
  AccessToken,
  SoftwareTokenMfaSettings: z.object({ Enabled: z._default(z.boolean(), false) }),
});

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** How somebody who is signed in sets up an authenticator app. Her access token is the permission. */
export function authenticatorOperations(
  { clock }: Ground,
  state: CognitoState,
  mint: TokenMint,
): JsonService['operations'] {
  return {
    async AssociateSoftwareToken({ input }) {
      const { user, poolId } = mint.bearer(readInput(Associate, input, 'InvalidParameterException').AccessToken);
      const SecretCode = Array.from(randomBytes(32), (byte) => LETTERS[byte & 31]).join('');
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
export function isTotp(secret: string, code: string, now: number): boolean {
  const step = Math.floor(now / 30_000);
  return [step - 1, step, step + 1].some((counter) => totp(secret, counter) === code);
}

/** RFC 4226: the six digits for one value of the counter. */
function totp(secret: string, counter: number): string {
  const bits = [...secret].map((letter) => LETTERS.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(counter));
  const digest = createHmac('sha1', key).update(message).digest();
  const offset = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

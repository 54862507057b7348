import { randomInt } from 'node:crypto';
import * as z from 'zod/mini';
import { type JsonService, readInput } from '../json-protocol.ts';
import { AwsError, type Ground } from '../service.ts';
import type { Messenger } from './messages.ts';
import { assertStrong, hashPassword } from './passwords.ts';
import type { CognitoState } from './state.ts';

const ClientId = z.string();
const Username = z.string();
const metadata = z._default(z.record(z.string(), z.string()), {});
const Forgot = z.object({ ClientId, Username, ClientMetadata: metadata });
const Confirm = z.object({ ClientId, Username, ConfirmationCode: z.string(), Password: z.string() });

const CODE_MS = 60 * 60_000;
const TRIES = 5;

const secretOf = (poolId: string, sub: string) => `code:${poolId}:${sub}`;
const delivery = (email: string) => ({
  CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: `${email.slice(0, 1)}***@***` },
});
const mismatch = () => new AwsError('CodeMismatchException', 'Invalid verification code provided, please try again.');

/** The forgotten password: a code by mail, and the new password with it. */
export function forgottenOperations(
  { clock }: Ground,
  state: CognitoState,
  messenger: Messenger,
): JsonService['operations'] {
  const tries = new Map<string, number>();

  return {
    async ForgotPassword({ input }) {
      const asked = readInput(Forgot, input, 'InvalidParameterException');
      const { poolId, clientId, preventUserExistenceErrors } = state.client(asked.ClientId);
      const user = state.find(poolId, asked.Username);
      // A pool that hides its users answers as if it had sent something, for disabled ones too.
      if (!user?.enabled && preventUserExistenceErrors) return delivery(asked.Username);
      if (!user) throw new AwsError('UserNotFoundException', 'Username/client id combination not found.');
      if (!user.enabled) throw new AwsError('NotAuthorizedException', 'User is disabled.');
      if (user.status === 'FORCE_CHANGE_PASSWORD')
        throw new AwsError('NotAuthorizedException', 'User password cannot be reset in the current state.');
      const code = String(randomInt(1_000_000)).padStart(6, '0');
      const until = clock.now() + CODE_MS;
      const secret = secretOf(poolId, user.sub);
      state.grant(secret, { kind: 'code', poolId, clientId, sub: user.sub, until, detail: code });
      tries.delete(secret);
      const source = 'CustomMessage_ForgotPassword';
      await messenger.send(state.pool(poolId), user, { source, code, clientId, metadata: asked.ClientMetadata });
      return delivery(user.email);
    },

    async ConfirmForgotPassword({ input }) {
      const asked = readInput(Confirm, input, 'InvalidParameterException');
      const { poolId, preventUserExistenceErrors } = state.client(asked.ClientId);
      const user = state.find(poolId, asked.Username);
      if (!user?.enabled && preventUserExistenceErrors) throw mismatch();
      if (!user) throw new AwsError('UserNotFoundException', 'Username/client id combination not found.');
      if (!user.enabled) throw new AwsError('NotAuthorizedException', 'User is disabled.');
      const secret = secretOf(poolId, user.sub);
      const code = state.granted(secret, 'code')?.detail;
      if (code === undefined)
        throw new AwsError('ExpiredCodeException', 'Invalid code provided, please request a code again.');
      const used = (tries.get(secret) ?? 0) + 1;
      tries.set(secret, used);
      if (used > TRIES)
        throw new AwsError('LimitExceededException', 'Attempt limit exceeded, please try after some time.');
      if (code !== asked.ConfirmationCode) throw mismatch();
      assertStrong(asked.Password, state.pool(poolId).passwordPolicy);
      state.save(poolId, { ...user, password: hashPassword(asked.Password), status: 'CONFIRMED' });
      state.revoke(secret, 'code');
      return {};
    },
  };
}

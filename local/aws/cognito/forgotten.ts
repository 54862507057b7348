import { randomInt } from 'node:crypto';
import * as z from 'zod/mini';
import { type JsonService, readInput } from '../json-protocol.ts';
import { AwsError, type Ground } from '../service.ts';
import type { Messenger } from './messages.ts';
import { assertStrong, type CognitoState, hashPassword } from './state.ts';

const metadata = z._default(z.record(z.string(), z.string()), {});
const Forgot = z.object({ ClientId: z.string(), Username: z.string(), ClientMetadata: metadata });
const Confirm = z.object({
  ClientId: z.string(),
  Username: z.string(),
  ConfirmationCode: z.string(),
  Password: z.string(),
});

const CODE_MS = 60 * 60_000;
const TRIES = 5;

/** The forgotten password: a code by mail, and the new password with it. */
export function forgottenOperations(
  { clock }: Ground,
  state: CognitoState,
  messenger: Messenger,
): JsonService['operations'] {
  const tries = new Map<string, number>();
  const delivery = (email: string) => ({
    CodeDeliveryDetails: {
      AttributeName: 'email',
      DeliveryMedium: 'EMAIL',
      Destination: `${email.slice(0, 1)}***@***`,
    },
  });
  const secretOf = (poolId: string, sub: string) => `code:${poolId}:${sub}`;

  return {
    async ForgotPassword({ input }) {
      const asked = readInput(Forgot, input, 'InvalidParameterException');
      const client = state.client(asked.ClientId);
      const user = state.find(client.poolId, asked.Username);
      if (!user) {
        // A pool that hides its users answers as if it had sent something.
        if (client.preventUserExistenceErrors) return delivery(asked.Username);
        throw new AwsError('UserNotFoundException', 'Username/client id combination not found.');
      }
      if (!user.enabled) throw new AwsError('NotAuthorizedException', 'User is disabled.');
      if (user.status === 'FORCE_CHANGE_PASSWORD')
        throw new AwsError('NotAuthorizedException', 'User password cannot be reset in the current state.');
      const code = String(randomInt(1_000_000)).padStart(6, '0');
      state.grant(secretOf(client.poolId, user.sub), {
        kind: 'code',
        poolId: client.poolId,
        clientId: client.clientId,
        sub: user.sub,
        until: clock.now() + CODE_MS,
        detail: code,
      });
      tries.delete(user.sub);
      await messenger.send(state.pool(client.poolId), user, {
        source: 'CustomMessage_ForgotPassword',
        code,
        clientId: client.clientId,
        metadata: asked.ClientMetadata,
      });
      return delivery(user.email);
    },
    async ConfirmForgotPassword({ input }) {
      const asked = readInput(Confirm, input, 'InvalidParameterException');
      const client = state.client(asked.ClientId);
      const user = state.find(client.poolId, asked.Username);
      const grant = user && state.granted(secretOf(client.poolId, user.sub), 'code');
      if (!user || !grant)
        throw new AwsError('ExpiredCodeException', 'Invalid code provided, please request a code again.');
      const used = (tries.get(user.sub) ?? 0) + 1;
      tries.set(user.sub, used);
      if (used > TRIES)
        throw new AwsError('LimitExceededException', 'Attempt limit exceeded, please try after some time.');
      if (grant.detail !== asked.ConfirmationCode)
        throw new AwsError('CodeMismatchException', 'Invalid verification code provided, please try again.');
      assertStrong(asked.Password, state.pool(client.poolId).passwordPolicy);
      state.save(client.poolId, { ...user, password: hashPassword(asked.Password), status: 'CONFIRMED' });
      state.revoke(secretOf(client.poolId, user.sub));
      state.revokeAll(client.poolId, user.sub, 'refresh');
      return {};
    },
  };
}

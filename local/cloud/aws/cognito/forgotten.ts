import { randomInt } from 'node:crypto';
import * as z from 'zod/mini';
import { type JsonService, readInput } from '../json-protocol.ts';
import { AwsError, type Ground } from '../service.ts';
import type { Messenger } from './messages.ts';
import { assertStrong, hashPassword, Password } from './passwords.ts';
import type { CognitoState, User } from './state.ts';

const names = { ClientId: z.string(), Username: z.string().check(z.minLength(1), z.maxLength(128)) };
const metadata = z._default(z.record(z.string(), z.string()), {});
const Forgot = z.strictObject({ ...names, ClientMetadata: metadata });
// The metadata would go to a trigger that the pool cannot have here.
const Confirm = z.strictObject({ ...names, ConfirmationCode: z.string(), Password, ClientMetadata: metadata });

const HOUR_MS = 60 * 60_000;
const TIMES_AN_HOUR = 5;

const delivery = (email: string) => ({
  CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: `${email.slice(0, 1)}***@***` },
});
const refused = (why: string) => new AwsError('NotAuthorizedException', why);
const mismatch = () => new AwsError('CodeMismatchException', 'Invalid verification code provided, please try again.');

/** The forgotten password: a code by mail, and the new password with it. */
export function forgottenOperations(
  { clock }: Ground,
  state: CognitoState,
  messenger: Messenger,
): JsonService['operations'] {
  /** Counts one attempt of this kind. AWS allows 5 to 20 an hour, as it thinks fit; here always the fewest. */
  function spend(kind: string, { sub }: User): void {
    const name = `${kind}:${sub}`;
    const [count = 0, until = clock.now() + HOUR_MS] = state.noted(name)?.split(' ').map(Number) ?? [];
    if (count >= TIMES_AN_HOUR)
      throw new AwsError('LimitExceededException', 'Attempt limit exceeded, please try after some time.');
    state.note(name, `${count + 1} ${until}`, until);
  }

  return {
    async ForgotPassword({ input }) {
      const asked = readInput(Forgot, input, 'InvalidParameterException');
      const { poolId, clientId, preventUserExistenceErrors } = state.client(asked.ClientId);
      const user = state.find(poolId, asked.Username);
      const isReachable = user?.enabled && user.attributes.email_verified === 'true';
      // A pool that hides its users answers as if it had sent something, for those too whom it cannot reach.
      if (!isReachable && preventUserExistenceErrors) return delivery(asked.Username);
      if (!user) throw new AwsError('UserNotFoundException', 'Username/client id combination not found.');
      if (!user.enabled) throw refused('User is disabled.');
      const unreachable = 'Cannot reset password for the user as there is no registered/verified email or phone_number';
      if (!isReachable) throw new AwsError('InvalidParameterException', unreachable);
      if (user.status === 'FORCE_CHANGE_PASSWORD') throw refused('User password cannot be reset in the current state.');
      spend('codes', user);
      const code = String(randomInt(1_000_000)).padStart(6, '0');
      state.note(`code:${user.sub}`, code, clock.now() + HOUR_MS);
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
      if (!user.enabled) throw refused('User is disabled.');
      spend('confirmations', user);
      const code = state.noted(`code:${user.sub}`);
      if (code === undefined)
        throw new AwsError('ExpiredCodeException', 'Invalid code provided, please request a code again.');
      if (code !== asked.ConfirmationCode) throw mismatch();
      assertStrong(asked.Password, state.pool(poolId).passwordPolicy);
      state.save(poolId, { ...user, password: hashPassword(asked.Password), status: 'CONFIRMED' });
      state.forget(`code:${user.sub}`);
      state.forget(`confirmations:${user.sub}`);
      return {};
    },
  };
}

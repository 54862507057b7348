import { randomInt } from 'node:crypto';
import * as z from 'zod/mini';
import { type JsonRequest, type JsonService, readInput } from '../json-protocol.ts';
import { AwsError, type Ground } from '../service.ts';
import type { Messenger } from './messages.ts';
import { assertStrong, hashPassword } from './passwords.ts';
import type { CognitoState, User } from './state.ts';

const Named = z.object({ UserPoolId: z.string(), Username: z.string() });
const Create = z.extend(Named, {
  UserAttributes: z._default(z.array(z.object({ Name: z.string(), Value: z._default(z.string(), '') })), []),
  TemporaryPassword: z.optional(z.string()),
  MessageAction: z.optional(z.literal('SUPPRESS')),
  ClientMetadata: z._default(z.record(z.string(), z.string()), {}),
});
const SetPassword = z.object({ Password: z.string(), Permanent: z._default(z.boolean(), false) });
const Grouped = z.object({ GroupName: z.string() });

const TEMPORARY_MS = 7 * 86_400_000;

/** What administrators do with users. Every operation asks for its own permission on the pool. */
export function adminOperations(
  { clock }: Ground,
  state: CognitoState,
  messenger: Messenger,
  poolArn: (id: string) => string,
): JsonService['operations'] {
  /** An operation on one existing user; `extra` reads what it needs beside the user's name. */
  const onUser =
    <S extends z.ZodMiniType>(extra: S, act: (user: User, poolId: string, asked: z.output<S>) => unknown) =>
    async ({ input, enter, operation }: JsonRequest) => {
      const { UserPoolId, Username } = readInput(Named, input, 'InvalidParameterException');
      const asked = readInput(extra, input, 'InvalidParameterException');
      state.pool(UserPoolId);
      await enter(`cognito-idp:${operation}`, poolArn(UserPoolId));
      return act(state.user(UserPoolId, Username), UserPoolId, asked);
    };
  const temporarily = (password: string) => ({
    password: hashPassword(password),
    status: 'FORCE_CHANGE_PASSWORD' as const,
    temporaryUntil: clock.now() + TEMPORARY_MS,
  });

  return {
    async AdminCreateUser({ input, enter }) {
      const asked = readInput(Create, input, 'InvalidParameterException');
      const pool = state.pool(asked.UserPoolId);
      await enter('cognito-idp:AdminCreateUser', poolArn(pool.poolId));
      const attributes = Object.fromEntries(asked.UserAttributes.map(({ Name, Value }) => [Name, Value]));
      const email = (attributes.email ?? asked.Username).toLowerCase();
      if (!/^\S+@\S+$/.test(email)) throw new AwsError('InvalidParameterException', 'Username should be an email.');
      if (state.find(pool.poolId, email))
        throw new AwsError('UsernameExistsException', 'An account with the given email already exists.');
      const password = asked.TemporaryPassword ?? temporaryPassword();
      assertStrong(password, pool.passwordPolicy);
      const createdAt = clock.now();
      const fresh = { sub: crypto.randomUUID(), email, enabled: true, groups: [], createdAt, attributes };
      const user: User = { ...fresh, ...temporarily(password) };
      state.save(pool.poolId, user);
      if (asked.MessageAction === undefined)
        await messenger.send(pool, user, {
          source: 'CustomMessage_AdminCreateUser',
          code: password,
          clientId: 'CLIENT_ID_NOT_APPLICABLE',
          metadata: asked.ClientMetadata,
        });
      const { UserAttributes: Attributes, ...described } = describe(user);
      return { User: { ...described, Attributes } };
    },
    AdminSetUserPassword: onUser(SetPassword, (user, poolId, { Password, Permanent }) => {
      assertStrong(Password, state.pool(poolId).passwordPolicy);
      const permanent = { password: hashPassword(Password), status: 'CONFIRMED' as const };
      state.save(poolId, { ...user, ...(Permanent ? permanent : temporarily(Password)) });
    }),
    AdminAddUserToGroup: onUser(Grouped, (user, poolId, { GroupName }) => {
      if (!state.groups.get(poolId)?.has(GroupName))
        throw new AwsError('ResourceNotFoundException', 'Group not found.');
      state.save(poolId, { ...user, groups: [...new Set([...user.groups, GroupName])] });
    }),
    AdminGetUser: onUser(z.object({}), describe),
    AdminDisableUser: onUser(z.object({}), (user, poolId) => {
      state.save(poolId, { ...user, enabled: false });
      state.revokeAll(poolId, user.sub);
    }),
    AdminEnableUser: onUser(z.object({}), (user, poolId) => state.save(poolId, { ...user, enabled: true })),
    AdminUserGlobalSignOut: onUser(z.object({}), (user, poolId) => state.revokeAll(poolId, user.sub)),
    AdminDeleteUser: onUser(z.object({}), (user, poolId) => {
      state.revokeAll(poolId, user.sub);
      state.remove(poolId, user);
    }),
  };
}

function describe(user: User) {
  const attributes = { sub: user.sub, ...user.attributes, email: user.email };
  return {
    Username: user.sub,
    Enabled: user.enabled,
    UserStatus: user.status,
    UserCreateDate: user.createdAt / 1000,
    UserLastModifiedDate: user.createdAt / 1000,
    UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
  };
}

/** Meets every usual policy: letters of both cases, digits and a sign. */
function temporaryPassword(): string {
  const pick = (letters: string, count: number) =>
    Array.from({ length: count }, () => letters[randomInt(letters.length)]).join('');
  return `${pick('ABCDEFGHJKLMNPQRSTUVWXYZ', 3)}${pick('abcdefghijkmnpqrstuvwxyz', 5)}${pick('23456789', 4)}${pick('!#%+', 1)}`;
}

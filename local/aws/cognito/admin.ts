import { randomInt } from 'node:crypto';
import * as z from 'zod/mini';
import { type JsonRequest, type JsonService, readInput } from '../json-protocol.ts';
import { AwsError, type Ground } from '../service.ts';
import type { Messenger } from './messages.ts';
import { assertStrong, type CognitoState, hashPassword, type User } from './state.ts';

const Attributes = z._default(z.array(z.object({ Name: z.string(), Value: z._default(z.string(), '') })), []);
const Named = z.object({ UserPoolId: z.string(), Username: z.string() });
const Create = z.extend(Named, {
  UserAttributes: Attributes,
  TemporaryPassword: z.optional(z.string()),
  MessageAction: z.optional(z.enum(['SUPPRESS', 'RESEND'])),
  ClientMetadata: z._default(z.record(z.string(), z.string()), {}),
});
const SetPassword = z.extend(Named, { Password: z.string(), Permanent: z._default(z.boolean(), false) });
const Grouped = z.extend(Named, { GroupName: z.string() });
const Update = z.extend(Named, { UserAttributes: Attributes });
const List = z.object({ UserPoolId: z.string(), Filter: z.optional(z.string()), Limit: z._default(z.number(), 60) });

const TEMPORARY_MS = 7 * 86_400_000;

/** What administrators do with users. Every operation asks for its own permission on the pool. */
export function adminOperations(
  { clock }: Ground,
  state: CognitoState,
  groups: ReadonlyMap<string, ReadonlySet<string>>,
  messenger: Messenger,
  poolArn: (id: string) => string,
): JsonService['operations'] {
  const attributesOf = (list: z.output<typeof Attributes>) =>
    Object.fromEntries(list.map(({ Name, Value }) => [Name, Value]));

  /** An operation on one existing user: reads, asks, changes, saves. */
  const onUser =
    <S extends z.ZodMiniType<{ UserPoolId: string; Username: string }>>(
      name: string,
      schema: S,
      act: (user: User, asked: z.output<S>) => unknown,
    ) =>
    async ({ input, enter }: JsonRequest) => {
      const asked = readInput(schema, input, 'InvalidParameterException');
      const { UserPoolId, Username } = asked as { UserPoolId: string; Username: string };
      state.pool(UserPoolId);
      await enter(`cognito-idp:${name}`, poolArn(UserPoolId));
      const user = state.user(UserPoolId, Username);
      const output = act(user, asked);
      state.save(UserPoolId, user);
      return output;
    };

  const operations: JsonService['operations'] = {
    async AdminCreateUser({ input, enter }) {
      const asked = readInput(Create, input, 'InvalidParameterException');
      const pool = state.pool(asked.UserPoolId);
      await enter('cognito-idp:AdminCreateUser', poolArn(pool.poolId));
      const attributes = attributesOf(asked.UserAttributes);
      const email = (attributes.email ?? asked.Username).toLowerCase();
      if (!/^\S+@\S+$/.test(email)) throw new AwsError('InvalidParameterException', 'Username should be an email.');
      const known = state.find(pool.poolId, email);
      if (known && asked.MessageAction !== 'RESEND')
        throw new AwsError('UsernameExistsException', 'An account with the given email already exists.');
      const password = asked.TemporaryPassword ?? temporaryPassword();
      assertStrong(password, pool.passwordPolicy);
      const user: User = {
        ...(known ?? {
          sub: crypto.randomUUID(),
          email,
          enabled: true,
          groups: [],
          createdAt: clock.now(),
          attributes,
        }),
        status: 'FORCE_CHANGE_PASSWORD',
        password: hashPassword(password),
        temporaryUntil: clock.now() + TEMPORARY_MS,
      };
      state.save(pool.poolId, user);
      if (asked.MessageAction !== 'SUPPRESS')
        await messenger.send(pool, user, {
          source: 'CustomMessage_AdminCreateUser',
          code: password,
          clientId: 'CLIENT_ID_NOT_APPLICABLE',
          metadata: asked.ClientMetadata,
        });
      return { User: { ...described(user), Attributes: described(user).UserAttributes } };
    },
    AdminSetUserPassword: onUser('AdminSetUserPassword', SetPassword, (user, asked) => {
      assertStrong(asked.Password, state.pool(asked.UserPoolId).passwordPolicy);
      Object.assign(user, {
        password: hashPassword(asked.Password),
        status: asked.Permanent ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD',
        temporaryUntil: clock.now() + TEMPORARY_MS,
      });
    }),
    AdminAddUserToGroup: onUser('AdminAddUserToGroup', Grouped, (user, { UserPoolId, GroupName }) => {
      if (!groups.get(UserPoolId)?.has(GroupName)) throw new AwsError('ResourceNotFoundException', 'Group not found.');
      user.groups = [...new Set([...user.groups, GroupName])];
    }),
    AdminRemoveUserFromGroup: onUser('AdminRemoveUserFromGroup', Grouped, (user, { GroupName }) => {
      user.groups = user.groups.filter((group) => group !== GroupName);
    }),
    AdminGetUser: onUser('AdminGetUser', Named, described),
    AdminUpdateUserAttributes: onUser('AdminUpdateUserAttributes', Update, (user, { UserAttributes }) => {
      Object.assign(user.attributes, attributesOf(UserAttributes));
    }),
    AdminDisableUser: onUser('AdminDisableUser', Named, (user, { UserPoolId }) => {
      user.enabled = false;
      state.revokeAll(UserPoolId, user.sub, 'refresh');
    }),
    AdminEnableUser: onUser('AdminEnableUser', Named, (user) => {
      user.enabled = true;
    }),
    AdminUserGlobalSignOut: onUser('AdminUserGlobalSignOut', Named, (user, { UserPoolId }) => {
      state.revokeAll(UserPoolId, user.sub, 'refresh');
    }),
    AdminListGroupsForUser: onUser('AdminListGroupsForUser', Named, (user, { UserPoolId }) => ({
      Groups: user.groups.map((GroupName) => ({ GroupName, UserPoolId })),
    })),
    async AdminDeleteUser({ input, enter }) {
      const asked = readInput(Named, input, 'InvalidParameterException');
      state.pool(asked.UserPoolId);
      await enter('cognito-idp:AdminDeleteUser', poolArn(asked.UserPoolId));
      state.remove(asked.UserPoolId, state.user(asked.UserPoolId, asked.Username));
      return {};
    },
    async ListUsers({ input, enter }) {
      const asked = readInput(List, input, 'InvalidParameterException');
      state.pool(asked.UserPoolId);
      await enter('cognito-idp:ListUsers', poolArn(asked.UserPoolId));
      const email = /^email\s*=\s*"([^"]*)"$/.exec(asked.Filter ?? '')?.[1];
      if (asked.Filter !== undefined && email === undefined)
        throw new AwsError('InvalidParameterException', `The local pool does not know the filter ${asked.Filter}`);
      const found = state
        .users(asked.UserPoolId)
        .filter((user) => email === undefined || user.email === email.toLowerCase());
      return {
        Users: found
          .slice(0, asked.Limit)
          .map((user) => ({ ...described(user), Attributes: described(user).UserAttributes })),
      };
    },
  };
  return operations;
}

function described(user: User) {
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

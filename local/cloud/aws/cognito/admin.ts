import * as z from 'zod/mini';
import { type JsonRequest, type JsonService, readInput } from '../json-protocol.ts';
import { AwsError, type Ground } from '../service.ts';
import type { Messenger } from './messages.ts';
import { assertStrong, hashPassword, Password, temporaryPassword } from './passwords.ts';
import type { CognitoState, Pool, User } from './state.ts';
import type { TokenMint } from './tokens.ts';

const Named = z.strictObject({ UserPoolId: z.string(), Username: z.string().check(z.minLength(1), z.maxLength(128)) });
const Create = z.extend(Named, {
  UserAttributes: z._default(z.array(z.strictObject({ Name: z.string(), Value: z._default(z.string(), '') })), []),
  TemporaryPassword: z.optional(Password),
  MessageAction: z.optional(z.enum(['SUPPRESS', 'RESEND'])),
  // Without it AWS sends an SMS.
  DesiredDeliveryMediums: z.optional(z.tuple([z.literal('EMAIL')])),
  ClientMetadata: z._default(z.record(z.string(), z.string()), {}),
});

const DAY_MS = 86_400_000;
const invalid = 'InvalidParameterException';

/** What administrators do with users. Every operation asks for its own permission on the pool. */
export function adminOperations(
  { clock }: Ground,
  state: CognitoState,
  mint: TokenMint,
  messenger: Messenger,
  poolArn: (id: string) => string,
): JsonService['operations'] {
  /** An operation on one existing user. */
  const onUser =
    <T extends z.output<typeof Named>>(schema: z.ZodMiniType<T>, act: (user: User, pool: Pool, asked: T) => unknown) =>
    async ({ input, enter, operation }: JsonRequest) => {
      const asked = readInput(schema, input, invalid);
      const pool = state.pool(asked.UserPoolId);
      await enter(`cognito-idp:${operation}`, poolArn(pool.poolId));
      return act(state.user(pool.poolId, asked.Username), pool, asked);
    };
  const temporarily = (password: string, { passwordPolicy }: Pool) => ({
    password: hashPassword(password),
    status: 'FORCE_CHANGE_PASSWORD' as const,
    temporaryUntil: clock.now() + (passwordPolicy.TemporaryPasswordValidityDays ?? 7) * DAY_MS,
  });

  return {
    async AdminCreateUser({ input, enter }) {
      const asked = readInput(Create, input, invalid);
      const pool = state.pool(asked.UserPoolId);
      await enter('cognito-idp:AdminCreateUser', poolArn(pool.poolId));
      const attributes = Object.fromEntries(asked.UserAttributes.map(({ Name, Value }) => [Name, Value]));
      const email = (attributes.email ?? asked.Username).toLowerCase();
      if (!/^\S+@\S+$/.test(email) || email !== asked.Username.toLowerCase())
        throw new AwsError(invalid, 'Username should be an email.');
      if (asked.MessageAction !== 'SUPPRESS' && asked.DesiredDeliveryMediums === undefined)
        throw new AwsError(invalid, 'The local pool sends no SMS: DesiredDeliveryMediums must be EMAIL');
      const known = state.find(pool.poolId, email);
      const again = asked.MessageAction === 'RESEND';
      if (again && !known) throw new AwsError('UserNotFoundException', 'User does not exist.');
      if (again && known?.status !== 'FORCE_CHANGE_PASSWORD')
        throw new AwsError(
          'UnsupportedUserStateException',
          `Resend not possible. ${email} status is not FORCE_CHANGE_PASSWORD`,
        );
      if (known && !again)
        throw new AwsError('UsernameExistsException', 'An account with the given email already exists.');
      const password = asked.TemporaryPassword ?? temporaryPassword(pool.passwordPolicy);
      assertStrong(password, pool.passwordPolicy);
      const createdAt = clock.now();
      const fresh = { sub: crypto.randomUUID(), email, enabled: true, groups: [], createdAt, attributes };
      // Sent again, an invitation has a new first password and its days begin anew; who they are stays.
      const user: User = { ...(known ?? fresh), ...temporarily(password, pool) };
      state.save(pool.poolId, user);
      if (asked.MessageAction !== 'SUPPRESS')
        await messenger.send(pool, user, {
          source: 'CustomMessage_AdminCreateUser',
          code: password,
          clientId: 'CLIENT_ID_NOT_APPLICABLE',
          metadata: asked.ClientMetadata,
        });
      const { UserAttributes: Attributes, ...described } = describe(user);
      return { User: { ...described, Attributes } };
    },
    AdminSetUserPassword: onUser(
      z.extend(Named, { Password, Permanent: z._default(z.boolean(), false) }),
      (user, pool, { Password: password, Permanent }) => {
        assertStrong(password, pool.passwordPolicy);
        const permanent = { password: hashPassword(password), status: 'CONFIRMED' as const };
        state.save(pool.poolId, { ...user, ...(Permanent ? permanent : temporarily(password, pool)) });
      },
    ),
    AdminAddUserToGroup: onUser(z.extend(Named, { GroupName: z.string() }), (user, { poolId }, { GroupName }) => {
      if (!state.groups.get(poolId)?.has(GroupName))
        throw new AwsError('ResourceNotFoundException', 'Group not found.');
      state.save(poolId, { ...user, groups: [...new Set([...user.groups, GroupName])] });
    }),
    AdminGetUser: onUser(Named, describe),
    AdminDisableUser: onUser(Named, (user, { poolId }) => {
      state.save(poolId, { ...user, enabled: false });
      mint.end(user.sub);
    }),
    AdminEnableUser: onUser(Named, (user, { poolId }) => state.save(poolId, { ...user, enabled: true })),
    AdminUserGlobalSignOut: onUser(Named, ({ sub }) => mint.end(sub)),
    AdminDeleteUser: onUser(Named, (user, { poolId }) => {
      mint.end(user.sub);
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
    UserLastModifiedDate: (user.modifiedAt ?? user.createdAt) / 1000,
    UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
    ...(user.totp?.enabled && {
      PreferredMfaSetting: 'SOFTWARE_TOKEN_MFA',
      UserMFASettingList: ['SOFTWARE_TOKEN_MFA'],
    }),
  };
}

import { createHmac, randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import { type JsonRequest, type JsonService, readInput } from '../json-protocol.ts';
import { AwsError, type Ground } from '../service.ts';
import { assertStrong, type CognitoState, hashPassword, isPassword, type PoolClient, type User } from './state.ts';
import type { TokenMint } from './tokens.ts';

const Parameters = z._default(z.record(z.string(), z.string()), {});
const Initiate = z.object({
  UserPoolId: z.optional(z.string()),
  ClientId: z.string(),
  AuthFlow: z.string(),
  AuthParameters: Parameters,
});
const Respond = z.object({
  UserPoolId: z.optional(z.string()),
  ClientId: z.string(),
  ChallengeName: z.string(),
  Session: z._default(z.string(), ''),
  ChallengeResponses: Parameters,
});
const Revoke = z.object({ ClientId: z.string(), Token: z.string() });

const SESSION_MS = 3 * 60_000;
const wrong = () => new AwsError('NotAuthorizedException', 'Incorrect username or password.');

/** Sign-in, its further steps, refreshing and revoking. */
export function signInOperations(
  ground: Ground,
  state: CognitoState,
  mint: TokenMint,
  poolArn: (id: string) => string,
): JsonService['operations'] {
  const { clock } = ground;

  function enabled(client: PoolClient, name: string): User {
    const user = state.find(client.poolId, name);
    if (!user)
      throw client.preventUserExistenceErrors ? wrong() : new AwsError('UserNotFoundException', 'User does not exist.');
    return user;
  }

  function challenge(client: PoolClient, user: User, ChallengeName: string) {
    const Session = randomBytes(32).toString('base64url');
    state.grant(Session, {
      kind: 'session',
      poolId: client.poolId,
      clientId: client.clientId,
      sub: user.sub,
      until: clock.now() + SESSION_MS,
      detail: ChallengeName,
    });
    return { ChallengeName, Session, ChallengeParameters: { USER_ID_FOR_SRP: user.sub } };
  }

  function withPassword(client: PoolClient, parameters: Record<string, string>) {
    const user = enabled(client, parameters.USERNAME ?? '');
    if (!isPassword(parameters.PASSWORD ?? '', user.password)) throw wrong();
    if (!user.enabled) throw new AwsError('NotAuthorizedException', 'User is disabled.');
    if (user.status === 'RESET_REQUIRED')
      throw new AwsError('PasswordResetRequiredException', 'Password reset required for the user');
    if (user.status === 'FORCE_CHANGE_PASSWORD') {
      if ((user.temporaryUntil ?? 0) < clock.now())
        throw new AwsError(
          'NotAuthorizedException',
          'Temporary password has expired and must be reset by an administrator.',
        );
      return challenge(client, user, 'NEW_PASSWORD_REQUIRED');
    }
    if (user.totp?.enabled) return challenge(client, user, 'SOFTWARE_TOKEN_MFA');
    return { AuthenticationResult: mint.session(client, user), ChallengeParameters: {} };
  }

  function withRefreshToken(client: PoolClient, parameters: Record<string, string>) {
    const grant = state.granted(parameters.REFRESH_TOKEN ?? '', 'refresh');
    const user = grant?.clientId === client.clientId ? state.find(client.poolId, grant.sub) : undefined;
    if (!grant || !user) throw new AwsError('NotAuthorizedException', 'Invalid Refresh Token');
    if (!user.enabled) throw new AwsError('NotAuthorizedException', 'User is disabled.');
    return { AuthenticationResult: mint.refreshed(client, user, grant.detail), ChallengeParameters: {} };
  }

  const initiate =
    (admin: boolean) =>
    async ({ input, enter }: JsonRequest) => {
      const asked = readInput(Initiate, input, 'InvalidParameterException');
      const client = state.client(asked.ClientId);
      if (admin) await enter('cognito-idp:AdminInitiateAuth', poolArn(client.poolId));
      const wanted = asked.AuthFlow === 'REFRESH_TOKEN' ? 'REFRESH_TOKEN_AUTH' : asked.AuthFlow;
      const isPasswordFlow = wanted === (admin ? 'ADMIN_USER_PASSWORD_AUTH' : 'USER_PASSWORD_AUTH');
      if (!isPasswordFlow && wanted !== 'REFRESH_TOKEN_AUTH')
        throw new AwsError('InvalidParameterException', `The local pool does not offer the flow ${asked.AuthFlow}`);
      if (!client.flows.includes(`ALLOW_${wanted}`))
        throw new AwsError('InvalidParameterException', `${wanted} flow not enabled for this client`);
      return isPasswordFlow
        ? withPassword(client, asked.AuthParameters)
        : withRefreshToken(client, asked.AuthParameters);
    };

  const respond =
    (admin: boolean) =>
    async ({ input, enter }: JsonRequest) => {
      const asked = readInput(Respond, input, 'InvalidParameterException');
      const client = state.client(asked.ClientId);
      if (admin) await enter('cognito-idp:AdminRespondToAuthChallenge', poolArn(client.poolId));
      const grant = state.granted(asked.Session, 'session');
      const user = grant?.clientId === client.clientId ? state.find(client.poolId, grant.sub) : undefined;
      if (!grant || !user || grant.detail !== asked.ChallengeName)
        throw new AwsError('NotAuthorizedException', 'Invalid session for the user.');
      if (!user.enabled) throw new AwsError('NotAuthorizedException', 'User is disabled.');
      const answers = asked.ChallengeResponses;
      if (asked.ChallengeName === 'NEW_PASSWORD_REQUIRED') {
        assertStrong(answers.NEW_PASSWORD ?? '', state.pool(client.poolId).passwordPolicy);
        Object.assign(user, { password: hashPassword(answers.NEW_PASSWORD ?? ''), status: 'CONFIRMED' });
        state.save(client.poolId, user);
      } else if (!isTotp(user.totp?.secret ?? '', answers.SOFTWARE_TOKEN_MFA_CODE ?? '', clock.now()))
        throw new AwsError('CodeMismatchException', 'Invalid code received for user');
      state.revoke(asked.Session);
      return { AuthenticationResult: mint.session(client, user), ChallengeParameters: {} };
    };

  return {
    AdminInitiateAuth: initiate(true),
    InitiateAuth: initiate(false),
    AdminRespondToAuthChallenge: respond(true),
    RespondToAuthChallenge: respond(false),
    async RevokeToken({ input }) {
      const asked = readInput(Revoke, input, 'InvalidParameterException');
      state.client(asked.ClientId);
      state.revoke(asked.Token);
      return {};
    },
  };
}

/** RFC 6238 with six digits and half a minute, one step of tolerance either way. `secret` is base32. */
export function isTotp(secret: string, code: string, now: number): boolean {
  const step = Math.floor(now / 30_000);
  return secret !== '' && [step - 1, step, step + 1].some((counter) => totp(secret, counter) === code);
}

export function totp(secret: string, counter: number): string {
  const bits = [...secret]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(counter));
  const digest = createHmac('sha1', key).update(message).digest();
  const offset = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

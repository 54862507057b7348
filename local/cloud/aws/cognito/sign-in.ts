import { randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import { type JsonService, readInput } from '../json-protocol.ts';
import { AwsError, type Ground } from '../service.ts';
import { isTotp } from './authenticator.ts';
import { attemptCounter } from './lockout.ts';
import { assertStrong, hashPassword, isPassword, Password } from './passwords.ts';
import type { CognitoState, PoolClient, User } from './state.ts';
import type { TokenMint } from './tokens.ts';

const metadata = z.optional(z.record(z.string(), z.string()));
const Initiate = z.strictObject({
  UserPoolId: z.string(),
  ClientId: z.string(),
  AuthFlow: z.string(),
  AuthParameters: z._default(z.record(z.string(), z.string()), {}),
  // Only for triggers that the pool cannot have here.
  ClientMetadata: metadata,
});
const ByPassword = z.strictObject({ USERNAME: z.string(), PASSWORD: z.string() });
const ByRefreshToken = z.strictObject({ REFRESH_TOKEN: z.string() });
const Respond = z.strictObject({
  UserPoolId: z.string(),
  ClientId: z.string(),
  ChallengeName: z.enum(['NEW_PASSWORD_REQUIRED', 'SOFTWARE_TOKEN_MFA']),
  Session: z._default(z.string(), ''),
  ChallengeResponses: z.strictObject({
    USERNAME: z.string(),
    NEW_PASSWORD: z.optional(Password),
    SOFTWARE_TOKEN_MFA_CODE: z.optional(z.string()),
  }),
  ClientMetadata: metadata,
});
const Revoke = z.strictObject({ ClientId: z.string(), Token: z.string() });

const SESSION_MS = 3 * 60_000;
const invalid = 'InvalidParameterException';
const refused = (why: string) => new AwsError('NotAuthorizedException', why);

/** Sign-in, its further steps, refreshing and revoking. */
export function signInOperations(
  ground: Ground,
  state: CognitoState,
  mint: TokenMint,
  poolArn: (id: string) => string,
): JsonService['operations'] {
  const { clock } = ground;
  const attempts = attemptCounter(ground, state);

  function challenge({ clientId }: PoolClient, { sub }: User, ChallengeName: string) {
    const Session = randomBytes(32).toString('base64url');
    state.note(Session, [ChallengeName, clientId, sub].join(' '), clock.now() + SESSION_MS);
    return { ChallengeName, Session, ChallengeParameters: { USER_ID_FOR_SRP: sub } };
  }

  /** The last step of every sign-in: a code of the authenticator app, or else the session. */
  function admit(client: PoolClient, user: User, codeGiven = false) {
    if (user.totp?.enabled && !codeGiven) return challenge(client, user, 'SOFTWARE_TOKEN_MFA');
    attempts.succeeded(user);
    return { AuthenticationResult: mint.session(client, user), ChallengeParameters: {} };
  }

  function withPassword(client: PoolClient, parameters: Record<string, string>) {
    const { USERNAME, PASSWORD } = readInput(ByPassword, parameters, invalid);
    const user = state.find(client.poolId, USERNAME);
    const unknown = new AwsError('UserNotFoundException', 'User does not exist.');
    if (!user) throw client.preventUserExistenceErrors ? refused('Incorrect username or password.') : unknown;
    attempts.assertOpen(user);
    if (!isPassword(PASSWORD, user.password)) {
      attempts.failed(user);
      throw refused('Incorrect username or password.');
    }
    if (!user.enabled) throw refused('User is disabled.');
    if (user.status === 'CONFIRMED') return admit(client, user);
    if ((user.temporaryUntil ?? 0) < clock.now())
      throw refused('Temporary password has expired and must be reset by an administrator.');
    return challenge(client, user, 'NEW_PASSWORD_REQUIRED');
  }

  function withRefreshToken(client: PoolClient, parameters: Record<string, string>) {
    const session = mint.open(readInput(ByRefreshToken, parameters, invalid).REFRESH_TOKEN);
    const user = session?.clientId === client.clientId ? state.find(client.poolId, session.sub) : undefined;
    if (!session || !user) throw refused('Invalid Refresh Token');
    const { origin, since } = session;
    return { AuthenticationResult: mint.refreshed(client, user, origin, since), ChallengeParameters: {} };
  }

  const flows = { ADMIN_USER_PASSWORD_AUTH: withPassword, REFRESH_TOKEN_AUTH: withRefreshToken };
  const isFlow = (name: string): name is keyof typeof flows => Object.hasOwn(flows, name);

  return {
    async AdminInitiateAuth({ input, enter }) {
      const { UserPoolId, ClientId, AuthFlow, AuthParameters } = readInput(Initiate, input, invalid);
      const client = state.client(ClientId, UserPoolId);
      await enter('cognito-idp:AdminInitiateAuth', poolArn(client.poolId));
      if (!isFlow(AuthFlow)) throw new AwsError(invalid, `The local pool does not offer the flow ${AuthFlow}`);
      if (!client.flows.includes(`ALLOW_${AuthFlow}`))
        throw new AwsError(invalid, `${AuthFlow} flow not enabled for this client`);
      return flows[AuthFlow](client, AuthParameters);
    },

    async AdminRespondToAuthChallenge({ input, enter }) {
      const asked = readInput(Respond, input, invalid);
      const client = state.client(asked.ClientId, asked.UserPoolId);
      await enter('cognito-idp:AdminRespondToAuthChallenge', poolArn(client.poolId));
      const { USERNAME, NEW_PASSWORD = '', SOFTWARE_TOKEN_MFA_CODE = '' } = asked.ChallengeResponses;
      const user = state.find(client.poolId, USERNAME);
      if (!user || state.noted(asked.Session) !== [asked.ChallengeName, client.clientId, user.sub].join(' '))
        throw refused('Invalid session for the user.');
      if (!user.enabled) throw refused('User is disabled.');
      if (asked.ChallengeName === 'SOFTWARE_TOKEN_MFA') {
        attempts.assertOpen(user);
        if (!user.totp || !isTotp(user.totp.secret, SOFTWARE_TOKEN_MFA_CODE, clock.now())) {
          attempts.failed(user);
          throw new AwsError('CodeMismatchException', 'Invalid code received for user');
        }
        attempts.spendCode(user, SOFTWARE_TOKEN_MFA_CODE);
        state.forget(asked.Session);
        return admit(client, user, true);
      }
      assertStrong(NEW_PASSWORD, state.pool(client.poolId).passwordPolicy);
      const confirmed: User = { ...user, password: hashPassword(NEW_PASSWORD), status: 'CONFIRMED' };
      state.save(client.poolId, confirmed);
      state.forget(asked.Session);
      return admit(client, confirmed);
    },

    /** As RFC 7009 has it, a token that is not (or no longer) known counts as revoked. */
    async RevokeToken({ input }) {
      const { ClientId, Token } = readInput(Revoke, input, invalid);
      state.client(ClientId);
      const session = mint.open(Token);
      if (session && session.clientId !== ClientId)
        throw new AwsError('UnauthorizedException', 'Token does not belong to this client.', 401);
      if (Token.startsWith('ey')) throw new AwsError('UnsupportedTokenTypeException', 'Unsupported token type.');
      if (session) mint.end(session.sub, session.origin);
      return {};
    },
  };
}

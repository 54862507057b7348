import { randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import { type JsonService, readInput } from '../json-protocol.ts';
import { AwsError, type Ground } from '../service.ts';
import { isTotp } from './authenticator.ts';
import { assertStrong, hashPassword, isPassword } from './passwords.ts';
import type { CognitoState, PoolClient, User } from './state.ts';
import type { TokenMint } from './tokens.ts';

const Parameters = z._default(z.record(z.string(), z.string()), {});
const Initiate = z.object({ ClientId: z.string(), AuthFlow: z.string(), AuthParameters: Parameters });
const Respond = z.object({
  ClientId: z.string(),
  ChallengeName: z.string(),
  Session: z._default(z.string(), ''),
  ChallengeResponses: Parameters,
});
const Revoke = z.object({ ClientId: z.string(), Token: z.string() });

const SESSION_MS = 3 * 60_000;
const refused = (why: string) => new AwsError('NotAuthorizedException', why);

/** Sign-in, its further steps, refreshing and revoking. */
export function signInOperations(
  { clock }: Ground,
  state: CognitoState,
  mint: TokenMint,
  poolArn: (id: string) => string,
): JsonService['operations'] {
  function challenge({ poolId, clientId }: PoolClient, { sub }: User, ChallengeName: string) {
    const Session = randomBytes(32).toString('base64url');
    const until = clock.now() + SESSION_MS;
    state.grant(Session, { kind: 'session', poolId, clientId, sub, until, detail: ChallengeName });
    return { ChallengeName, Session, ChallengeParameters: { USER_ID_FOR_SRP: sub } };
  }

  /** The last step of every sign-in: a code of the authenticator app, or else the session. */
  const admit = (client: PoolClient, user: User, codeGiven = false) =>
    user.totp?.enabled && !codeGiven
      ? challenge(client, user, 'SOFTWARE_TOKEN_MFA')
      : { AuthenticationResult: mint.session(client, user), ChallengeParameters: {} };

  function withPassword(client: PoolClient, { USERNAME = '', PASSWORD = '' }: Record<string, string>) {
    const user = state.find(client.poolId, USERNAME);
    if (!user && !client.preventUserExistenceErrors)
      throw new AwsError('UserNotFoundException', 'User does not exist.');
    if (!user || !isPassword(PASSWORD, user.password)) throw refused('Incorrect username or password.');
    if (!user.enabled) throw refused('User is disabled.');
    if (user.status === 'CONFIRMED') return admit(client, user);
    if ((user.temporaryUntil ?? 0) < clock.now())
      throw refused('Temporary password has expired and must be reset by an administrator.');
    return challenge(client, user, 'NEW_PASSWORD_REQUIRED');
  }

  function withRefreshToken(client: PoolClient, { REFRESH_TOKEN = '' }: Record<string, string>) {
    const grant = state.granted(REFRESH_TOKEN, 'refresh');
    const user = grant?.clientId === client.clientId ? state.find(client.poolId, grant.sub) : undefined;
    if (!grant || !user) throw refused('Invalid Refresh Token');
    return { AuthenticationResult: mint.refreshed(client, user, grant.detail), ChallengeParameters: {} };
  }

  const flows = { ADMIN_USER_PASSWORD_AUTH: withPassword, REFRESH_TOKEN_AUTH: withRefreshToken };
  const isFlow = (name: string): name is keyof typeof flows => Object.hasOwn(flows, name);

  return {
    async AdminInitiateAuth({ input, enter }) {
      const { ClientId, AuthFlow, AuthParameters } = readInput(Initiate, input, 'InvalidParameterException');
      const client = state.client(ClientId);
      await enter('cognito-idp:AdminInitiateAuth', poolArn(client.poolId));
      if (!isFlow(AuthFlow))
        throw new AwsError('InvalidParameterException', `The local pool does not offer the flow ${AuthFlow}`);
      if (!client.flows.includes(`ALLOW_${AuthFlow}`))
        throw new AwsError('InvalidParameterException', `${AuthFlow} flow not enabled for this client`);
      return flows[AuthFlow](client, AuthParameters);
    },

    async AdminRespondToAuthChallenge({ input, enter }) {
      const asked = readInput(Respond, input, 'InvalidParameterException');
      const client = state.client(asked.ClientId);
      await enter('cognito-idp:AdminRespondToAuthChallenge', poolArn(client.poolId));
      const { USERNAME, NEW_PASSWORD = '', SOFTWARE_TOKEN_MFA_CODE = '' } = asked.ChallengeResponses;
      if (USERNAME === undefined)
        throw new AwsError('InvalidParameterException', 'Missing required parameter USERNAME');
      const grant = state.granted(asked.Session, 'session');
      const user = grant?.clientId === client.clientId ? state.find(client.poolId, USERNAME) : undefined;
      if (!grant || user?.sub !== grant.sub || grant.detail !== asked.ChallengeName)
        throw refused('Invalid session for the user.');
      if (!user.enabled) throw refused('User is disabled.');
      if (asked.ChallengeName === 'SOFTWARE_TOKEN_MFA') {
        if (!user.totp || !isTotp(user.totp.secret, SOFTWARE_TOKEN_MFA_CODE, clock.now()))
          throw new AwsError('CodeMismatchException', 'Invalid code received for user');
        state.revoke(asked.Session, 'session');
        return admit(client, user, true);
      }
      assertStrong(NEW_PASSWORD, state.pool(client.poolId).passwordPolicy);
      const confirmed: User = { ...user, password: hashPassword(NEW_PASSWORD), status: 'CONFIRMED' };
      state.save(client.poolId, confirmed);
      state.revoke(asked.Session, 'session');
      return admit(client, confirmed);
    },

    /** As RFC 7009 has it, a token that is not (or no longer) known counts as revoked. */
    async RevokeToken({ input }) {
      const { ClientId, Token } = readInput(Revoke, input, 'InvalidParameterException');
      state.client(ClientId);
      const owner = state.granted(Token, 'refresh')?.clientId ?? ClientId;
      if (owner !== ClientId) throw new AwsError('UnauthorizedException', 'Token does not belong to this client.', 401);
      if (Token.split('.').length === 3) throw new AwsError('UnsupportedTokenTypeException', 'Unsupported token type.');
      state.revoke(Token, 'refresh');
      return {};
    },
  };
}

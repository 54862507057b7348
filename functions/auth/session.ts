import {
  type AuthenticationResultType,
  type ChallengeNameType,
  RevokeTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { decomposeUnverifiedJwt } from 'aws-jwt-verify/jwt';
import { cognito } from '#runtime/cognito.ts';
import { env } from '#runtime/env.ts';
import type { Http } from '#runtime/http.ts';
import type { SignedIn } from '#shared/auth/contract.ts';
import { Problem } from '#shared/contract/problem.ts';
import { joinTeam } from './join-team.ts';
import { mayEnter } from './may-enter.ts';
import { meOf } from './read-me.ts';
import { forgetSession, keepSession } from './session-cookie.ts';
import { userBySubjectNow } from './user.store.ts';

/** What Cognito answers to a password, a code or a refresh token. */
type CognitoAnswer = {
  AuthenticationResult?: AuthenticationResultType | undefined;
  ChallengeName?: ChallengeNameType | undefined;
  ChallengeParameters?: Record<string, string> | undefined;
  Session?: string | undefined;
};

const challengeOf: Partial<Record<ChallengeNameType, 'new_password' | 'authenticator'>> = {
  NEW_PASSWORD_REQUIRED: 'new_password',
  SOFTWARE_TOKEN_MFA: 'authenticator',
};

/** Turns Cognito's answer into a session, or into the further step that it asks for. `username` is the login's name. */
export async function sessionOf(answer: CognitoAnswer, username: string, http: Http): Promise<SignedIn> {
  if (answer.AuthenticationResult) return openSession(answer.AuthenticationResult, http);
  const challenge = answer.ChallengeName && challengeOf[answer.ChallengeName];
  if (!challenge || !answer.Session) throw new Error(`Unknown sign-in challenge ${answer.ChallengeName}`);
  // The further step needs Cognito's own name of the login, not the address it was asked with.
  const name = answer.ChallengeParameters?.USER_ID_FOR_SRP ?? username;
  return { kind: 'challenge', challenge, session: `${name}~${answer.Session}` };
}

/** Takes apart what `sessionOf` made: Cognito's name of the login and its session. */
export function challengeSession(session: string): { username: string; session: string } {
  const end = session.indexOf('~');
  return { username: session.slice(0, Math.max(end, 0)), session: session.slice(end + 1) };
}

/**
 * Opens a session for somebody Cognito vouches for, unless she is a stranger to us or suspended. Only said after the
 * password was right, so that nobody learns who is suspended.
 */
export async function openSession(result: AuthenticationResultType, http: Http): Promise<SignedIn> {
  const { AccessToken: accessToken, RefreshToken: refreshToken, ExpiresIn: expiresInSeconds = 0 } = result;
  if (!accessToken) throw new Error('Cognito gave no access token');
  const known = await userBySubjectNow(subjectOf(accessToken));
  const user = known && (await joinTeam(known));
  if (!user || !mayEnter(user)) {
    if (refreshToken) await endSession(refreshToken);
    forgetSession(http);
    throw new Problem(user ? 'auth.suspended' : 'auth.failed');
  }
  if (refreshToken) keepSession(http, refreshToken);
  return { kind: 'session', accessToken, expiresInSeconds, me: await meOf(user) };
}

/** Makes a refresh token useless. */
export const endSession = (refreshToken: string) =>
  cognito.send(new RevokeTokenCommand({ ClientId: env('userPoolClient'), Token: refreshToken }));

/** Not verified here: it came straight from Cognito in this very call. */
function subjectOf(accessToken: string): string {
  const { sub } = decomposeUnverifiedJwt(accessToken).payload;
  if (!sub) throw new Error('The access token names nobody');
  return sub;
}

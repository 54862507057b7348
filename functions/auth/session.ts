import {
  AdminInitiateAuthCommand,
  AdminUserGlobalSignOutCommand,
  type AuthenticationResultType,
  type ChallengeNameType,
  NotAuthorizedException,
  RevokeTokenCommand,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import { decomposeUnverifiedJwt } from 'aws-jwt-verify/jwt';
import { now } from '#runtime/clock.ts';
import { cognito } from '#runtime/cognito.ts';
import { env } from '#runtime/env.ts';
import type { Http } from '#runtime/http.ts';
import type { SignedIn } from '#shared/auth/contract.ts';
import { Problem } from '#shared/contract/problem.ts';
import { rememberDevice } from './device.ts';
import { joinTeam } from './join-team.ts';
import { mayEnter } from './may-enter.ts';
import { meOf } from './read-me.ts';
import { sessionNoted } from './session.store.ts';
import { isEnded, type SessionClaims, sessionClaims } from './session-claims.ts';
import { forgetSession, KEPT_SECONDS, keepSession } from './session-cookie.ts';
import { allSessionsEnded, type User, userBySubjectNow } from './user.store.ts';

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

/** Turns Cognito's answer into a session, or into the further step that it asks for. */
export async function sessionOf(answer: CognitoAnswer, http: Http): Promise<SignedIn> {
  if (answer.AuthenticationResult) return beginSession(answer.AuthenticationResult, http);
  const challenge = answer.ChallengeName && challengeOf[answer.ChallengeName];
  // The further step needs Cognito's own name of the login, not the address it was asked with.
  const name = answer.ChallengeParameters?.USER_ID_FOR_SRP;
  if (!challenge || !answer.Session || !name) throw new Error(`Unknown sign-in challenge ${answer.ChallengeName}`);
  return { kind: 'challenge', challenge, session: `${name}~${answer.Session}` };
}

/** Takes apart what `sessionOf` made: the name of the login, and Cognito's session. */
export function challengeSession(session: string): { name: string; session: string } {
  const end = session.indexOf('~');
  return { name: session.slice(0, Math.max(end, 0)).trim().toLowerCase(), session: session.slice(end + 1) };
}

/** A login has several names for Cognito; with us only its subject counts, or each would have tries of its own. */
export const isSubject = (name: string): boolean => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(name);

/**
 * Opens a session for somebody the user pool vouches for, unless they are a stranger to us or suspended. Only said after
 * the password was right, so that nobody learns who is suspended. From then on the browser is known as theirs.
 */
async function beginSession(result: AuthenticationResultType, http: Http): Promise<SignedIn> {
  const claims = claimsOf(result);
  const user = await entering(claims, result, http);
  // Seconds are too coarse to tell a session that began right after all others ended.
  if (claims.startedAt <= (user.sessionsEndedAt ?? 0))
    await sessionNoted(claims.subject, claims.origin, 'begun', secondsFromNow(KEPT_SECONDS));
  const opened = await openedFor(user, result, http);
  await rememberDevice(user.email, http);
  return opened;
}

/** Goes on with a session by its refresh token, unless it was ended. */
export async function continueSession(result: AuthenticationResultType, http: Http): Promise<SignedIn> {
  const claims = claimsOf(result);
  const user = await entering(claims, result, http);
  if (await isEnded(claims, Promise.resolve(user), true)) throw new Problem('auth.expired');
  return openedFor(user, result, http);
}

async function entering({ subject }: SessionClaims, { RefreshToken }: AuthenticationResultType, http: Http) {
  const known = await userBySubjectNow(subject);
  const user = known && (await joinTeam(known));
  if (user && mayEnter(user)) return user;
  if (RefreshToken) await revoke(RefreshToken);
  forgetSession(http);
  throw new Problem(user ? 'auth.suspended' : 'auth.failed');
}

async function openedFor(user: User, result: AuthenticationResultType, http: Http): Promise<SignedIn> {
  const { AccessToken: accessToken = '', RefreshToken, ExpiresIn: expiresInSeconds = 0 } = result;
  if (RefreshToken) keepSession(http, RefreshToken);
  return { kind: 'session', accessToken, expiresInSeconds, me: await meOf(user) };
}

/** Longer than any access token lives. */
const ENDED_KEPT_SECONDS = 2 * 60 * 60;

/**
 * Ends the session of a refresh token: no new access token, and the one that is out is refused within a minute. The
 * refresh token tells nobody but the user pool whose it is, so that is asked first; of a session that is over already
 * nothing is left to end.
 */
export async function endSession(refreshToken: string): Promise<void> {
  try {
    const result = await refreshed(refreshToken);
    const { subject, origin } = claimsOf(result ?? {});
    await sessionNoted(subject, origin, 'ended', secondsFromNow(ENDED_KEPT_SECONDS));
  } catch (error) {
    if (!(error instanceof NotAuthorizedException)) throw error;
  } finally {
    await revoke(refreshToken);
  }
}

/**
 * Ends every session of a login everywhere. The user pool comes first: if our own row then fails, whoever asked is
 * still let in to ask again.
 */
export async function endAllSessions(subject: string): Promise<void> {
  try {
    await cognito.send(new AdminUserGlobalSignOutCommand({ UserPoolId: env('userPool'), Username: subject }));
  } catch (error) {
    // Without a login there are no sessions.
    if (error instanceof UserNotFoundException) return;
    throw error;
  }
  await allSessionsEnded(subject, secondsFromNow(0));
}

/** Fresh tokens for a refresh token; what Cognito says to it is thrown as it is. */
export async function refreshed(refreshToken: string): Promise<AuthenticationResultType | undefined> {
  const { AuthenticationResult } = await cognito.send(
    new AdminInitiateAuthCommand({
      UserPoolId: env('userPool'),
      ClientId: env('userPoolClient'),
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN: refreshToken },
    }),
  );
  return AuthenticationResult;
}

const revoke = (refreshToken: string) =>
  cognito.send(new RevokeTokenCommand({ ClientId: env('userPoolClient'), Token: refreshToken }));

/** Epoch seconds. */
const secondsFromNow = (seconds: number): number => Math.floor(now() / 1000) + seconds;

/** Not verified here: it came straight from Cognito in this very call. */
function claimsOf({ AccessToken }: AuthenticationResultType): SessionClaims {
  if (!AccessToken) throw new Error('Cognito gave no access token');
  return sessionClaims(decomposeUnverifiedJwt(AccessToken).payload);
}

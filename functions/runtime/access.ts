import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { JwtExpiredError } from 'aws-jwt-verify/error';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { keyOf } from '#functions/api-keys/key-of.ts';
import { principalOf } from '#functions/auth/principal.ts';
import { type SessionClaims, sessionClaims } from '#functions/auth/session-claims.ts';
import { looksLikeKey } from '#shared/api-keys/key.ts';
import { type Actor, may, type Permission, permissions } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import { appHeader, needsAppHeader, type Route } from '#shared/contract/route.ts';
import { now } from './clock.ts';
import { env } from './env.ts';
import { TokenKeysError, tokenKeys } from './token-keys.ts';

const verifier = () =>
  CognitoJwtVerifier.create(
    { userPoolId: env('userPool'), clientId: env('userPoolClient'), tokenUse: 'access' },
    { jwksCache: tokenKeys() },
  );
let cached: ReturnType<typeof verifier> | undefined;

/**
 * Who is calling, if they may do this: a person by their session, or software of a business by its key. Role, tenant
 * and status come from our store (remembered for at most a minute), never from the token's claims alone.
 */
export async function authorize(event: APIGatewayProxyEventV2, permission: Permission): Promise<Actor> {
  const token = /^Bearer ([\w.-]+)$/.exec(event.headers.authorization ?? '')?.[1];
  if (!token) throw new Problem('auth.required');
  if (looksLikeKey(token)) return keyOf(token, permission);
  const actor = await principalOf(await sessionOf(token));
  if (!may(actor.role, permission)) throw new Problem('auth.forbidden');
  if (permissions[permission].scope === 'tenant' && actor.kind !== 'tenant') throw new Problem('auth.forbidden');
  return actor;
}

/** Tokens that were verified lately, so that a screen's requests pay for one signature; never past a token's end. */
const verified = new Map<string, { session: SessionClaims; until: number }>();
const VERIFIED_MS = 55_000;
const VERIFIED_MAX = 500;
/** A page that has no keys to check a token with tries again soon. */
const KEYS_WAIT_SECONDS = 5;

async function sessionOf(token: string): Promise<SessionClaims> {
  const known = verified.get(token);
  if (known && known.until > now()) return known.session;
  cached ??= verifier();
  try {
    const claims = await cached.verify(token);
    const session = sessionClaims(claims);
    if (verified.size >= VERIFIED_MAX) verified.clear();
    verified.set(token, { session, until: Math.min(now() + VERIFIED_MS, claims.exp * 1000) });
    return session;
  } catch (cause) {
    // That we cannot check a token says nothing about it.
    if (cause instanceof TokenKeysError)
      throw new Problem('auth.unavailable', { retryAfterSeconds: KEYS_WAIT_SECONDS, cause });
    throw new Problem(cause instanceof JwtExpiredError ? 'auth.expired' : 'auth.required', { cause });
  }
}

/**
 * Public routes that change something rely on a cookie, so they must come from our own pages: a header that a foreign
 * page cannot send without asking, and our own origin.
 */
export function checkOrigin(event: APIGatewayProxyEventV2, route: Route): void {
  if (!needsAppHeader(route)) return;
  const { origin } = event.headers;
  const ours = origin === undefined || origin === new URL(env('webUrl')).origin;
  if (!ours || event.headers[appHeader.name] !== appHeader.value) throw new Problem('request.origin_refused');
}

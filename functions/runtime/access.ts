import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { JwtExpiredError } from 'aws-jwt-verify/error';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { principalOf } from '#functions/auth/principal.ts';
import { type Actor, may, type Permission, permissions } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import { appHeader, needsAppHeader, type Route } from '#shared/contract/route.ts';
import { now } from './clock.ts';
import { env } from './env.ts';
import { tokenKeys } from './token-keys.ts';

const verifier = () =>
  CognitoJwtVerifier.create(
    { userPoolId: env('userPool'), clientId: env('userPoolClient'), tokenUse: 'access' },
    { jwksCache: tokenKeys() },
  );
let cached: ReturnType<typeof verifier> | undefined;

/**
 * Who is calling, if she may do this. Role, tenant and status come from our store (remembered for at most a minute),
 * never from the token's claims alone.
 */
export async function authorize(event: APIGatewayProxyEventV2, permission: Permission): Promise<Actor> {
  const token = /^Bearer ([\w.-]+)$/.exec(event.headers.authorization ?? '')?.[1];
  if (!token) throw new Problem('auth.required');
  const actor = await principalOf(await subjectOf(token));
  if (!may(actor.role, permission)) throw new Problem('auth.forbidden');
  if (permissions[permission].scope === 'tenant' && actor.kind !== 'tenant') throw new Problem('auth.forbidden');
  return actor;
}

/** Tokens that were verified lately, so that a screen's requests pay for one signature; never past a token's end. */
const verified = new Map<string, { subject: string; until: number }>();
const VERIFIED_MS = 55_000;
const VERIFIED_MAX = 500;

async function subjectOf(token: string): Promise<string> {
  const known = verified.get(token);
  if (known && known.until > now()) return known.subject;
  cached ??= verifier();
  try {
    const { sub, exp } = await cached.verify(token);
    if (verified.size >= VERIFIED_MAX) verified.clear();
    verified.set(token, { subject: sub, until: Math.min(now() + VERIFIED_MS, exp * 1000) });
    return sub;
  } catch (cause) {
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

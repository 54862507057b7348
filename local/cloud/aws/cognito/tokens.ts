import { createPublicKey, randomBytes, sign, verify } from 'node:crypto';
import * as z from 'zod/mini';
import { AwsError, type Ground } from '../service.ts';
import type { CognitoState, PoolClient, User } from './state.ts';

const KEY_ID = 'local-cognito';
const Claims = z.object({
  token_use: z.literal('access'),
  iss: z.string(),
  sub: z.string(),
  exp: z.number(),
  origin_jti: z.string(),
});
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const refused = (why: string) => new AwsError('NotAuthorizedException', why);
/** A session's note is kept under its user, so that all of theirs can be ended at once. */
const sessionOf = (sub: string, origin: string) => `session:${sub}:${origin}`;

/**
 * Issues, publishes and takes back tokens as a user pool does: RS256, the pool's real-looking issuer. A refresh token is
 * `sub_origin_secret`; the origin is what all tokens of a session share.
 */
export function tokenMint(state: CognitoState, { clock, region }: Ground) {
  const pem = state.signingKey();
  const publicKey = createPublicKey(pem);
  const signed = (claims: object) => {
    const text = `${part({ kid: KEY_ID, alg: 'RS256' })}.${part(claims)}`;
    return `${text}.${sign('RSA-SHA256', Buffer.from(text), pem).toString('base64url')}`;
  };

  /** `since` is when they signed in, in epoch milliseconds. */
  function accessAndId(client: PoolClient, user: User, origin: string, since: number) {
    const now = Math.floor(clock.now() / 1000);
    const both = (token_use: 'access' | 'id', seconds: number) => ({
      sub: user.sub,
      ...(user.groups.length > 0 && { 'cognito:groups': user.groups }),
      iss: `https://cognito-idp.${region}.amazonaws.com/${client.poolId}`,
      origin_jti: origin,
      event_id: crypto.randomUUID(),
      token_use,
      auth_time: Math.floor(since / 1000),
      iat: now,
      exp: now + seconds,
      jti: crypto.randomUUID(),
    });
    const scope = 'aws.cognito.signin.user.admin';
    const access = { client_id: client.clientId, scope, username: user.sub };
    const { email_verified, ...attributes } = user.attributes;
    const verified = email_verified !== undefined && { email_verified: email_verified === 'true' };
    const id = { ...attributes, email: user.email, ...verified, aud: client.clientId, 'cognito:username': user.sub };
    return {
      AccessToken: signed({ ...both('access', client.accessTokenSeconds), ...access }),
      IdToken: signed({ ...id, ...both('id', client.idTokenSeconds) }),
      ExpiresIn: client.accessTokenSeconds,
      TokenType: 'Bearer',
    };
  }

  /** The session of a refresh token: its note's name, its client and when it began; undefined when it is over. */
  function open(refreshToken: string) {
    const [sub = '', origin = '', secret] = refreshToken.split('_');
    const [clientId, since, known] = state.noted(sessionOf(sub, origin))?.split(' ') ?? [];
    return known === undefined || known !== secret ? undefined : { sub, origin, clientId, since: Number(since) };
  }

  return {
    open,
    refreshed: accessAndId,
    /** The key set as the pool publishes it. */
    keySet: () => ({
      keys: [{ ...publicKey.export({ format: 'jwk' }), kid: KEY_ID, alg: 'RS256', use: 'sig' }],
    }),
    /** A whole new session with its refresh token. */
    session(client: PoolClient, user: User) {
      const [origin, secret, now] = [crypto.randomUUID(), randomBytes(48).toString('hex'), clock.now()];
      const until = now + client.refreshTokenSeconds * 1000;
      state.note(sessionOf(user.sub, origin), `${client.clientId} ${now} ${secret}`, until);
      return { ...accessAndId(client, user, origin, now), RefreshToken: `${user.sub}_${origin}_${secret}` };
    },
    /** Ends the session of a refresh token, or all of a user's. */
    end: (sub: string, origin?: string) => state.forget(origin ? sessionOf(sub, origin) : `session:${sub}`),
    /** Whom an access token speaks for, as operations without a signature ask. Throws for one that no longer counts. */
    bearer(token: string): { user: User; poolId: string } {
      const [head = '', body = '', signature = ''] = token.split('.');
      const text = Buffer.from(`${head}.${body}`);
      const isOurs = verify('RSA-SHA256', text, publicKey, Buffer.from(signature, 'base64url'));
      const claims = isOurs ? Claims.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString())) : undefined;
      if (!claims?.success) throw refused('Invalid Access Token');
      const { iss, sub, exp, origin_jti } = claims.data;
      if (exp * 1000 <= clock.now()) throw refused('Access Token has expired');
      if (state.noted(sessionOf(sub, origin_jti)) === undefined) throw refused('Access Token has been revoked');
      const poolId = iss.slice(iss.lastIndexOf('/') + 1);
      return { user: state.user(poolId, sub), poolId };
    },
  };
}
export type TokenMint = ReturnType<typeof tokenMint>;

import { createPublicKey, randomBytes, sign, verify } from 'node:crypto';
import * as z from 'zod/mini';
import { AwsError, type Ground } from '../service.ts';
import type { CognitoState, PoolClient, Session, User } from './state.ts';

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

/** Issues and publishes tokens as a user pool does: RS256, the pool's real-looking issuer. */
export function tokenMint(state: CognitoState, { clock, region }: Ground) {
  const pem = state.signingKey();
  const publicKey = createPublicKey(pem);
  const signed = (claims: object) => {
    const text = `${part({ kid: KEY_ID, alg: 'RS256' })}.${part(claims)}`;
    return `${text}.${sign('RSA-SHA256', Buffer.from(text), pem).toString('base64url')}`;
  };

  function accessAndId(client: PoolClient, user: User, { origin, at }: Pick<Session, 'origin' | 'at'>) {
    const now = Math.floor(clock.now() / 1000);
    const both = (token_use: 'access' | 'id', seconds: number) => ({
      sub: user.sub,
      ...(user.groups.length > 0 && { 'cognito:groups': user.groups }),
      iss: `https://cognito-idp.${region}.amazonaws.com/${client.poolId}`,
      origin_jti: origin,
      event_id: crypto.randomUUID(),
      token_use,
      auth_time: Math.floor(at / 1000),
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

  return {
    /** The key set as the pool publishes it. */
    keySet: () => ({
      keys: [{ ...publicKey.export({ format: 'jwk' }), kid: KEY_ID, alg: 'RS256', use: 'sig' }],
    }),
    refreshed: accessAndId,
    /** A whole new session with its refresh token. */
    session(client: PoolClient, user: User) {
      const RefreshToken = randomBytes(48).toString('base64url');
      const at = clock.now();
      const until = at + client.refreshTokenSeconds * 1000;
      const session: Session = { client: client.clientId, sub: user.sub, origin: crypto.randomUUID(), at, until };
      state.begin(RefreshToken, client.poolId, session);
      return { ...accessAndId(client, user, session), RefreshToken };
    },
    /** Whom an access token speaks for, as operations without a signature ask. Throws for one that no longer counts. */
    bearer(token: string): { user: User; poolId: string } {
      const [head = '', body = '', signature = ''] = token.split('.');
      const text = Buffer.from(`${head}.${body}`);
      const isOurs = verify('RSA-SHA256', text, publicKey, Buffer.from(signature, 'base64url'));
      const claims = isOurs ? Claims.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString())) : undefined;
      if (!claims?.success) throw refused('Invalid Access Token');
      const { iss, sub, exp, origin_jti } = claims.data;
      if (exp * 1000 <= clock.now()) throw refused('Access Token has expired');
      if (!state.isOpen(origin_jti)) throw refused('Access Token has been revoked');
      const poolId = iss.slice(iss.lastIndexOf('/') + 1);
      const user = state.user(poolId, sub);
      if (!user.enabled) throw refused('User is disabled.');
      return { user, poolId };
    },
  };
}
export type TokenMint = ReturnType<typeof tokenMint>;

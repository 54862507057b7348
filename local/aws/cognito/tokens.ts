import { createPublicKey, createSign, createVerify, randomBytes } from 'node:crypto';
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

/** Issues and publishes tokens as a user pool does: RS256, the pool's real-looking issuer. */
export function tokenMint(state: CognitoState, { clock, region }: Ground) {
  const pem = state.signingKey();
  const publicKey = createPublicKey(pem);
  const sign = (claims: object) => {
    const text = `${part({ kid: KEY_ID, alg: 'RS256' })}.${part(claims)}`;
    return `${text}.${createSign('RSA-SHA256').update(text).sign(pem).toString('base64url')}`;
  };

  const accessAndId = (client: PoolClient, user: User, origin: string) => {
    const now = Math.floor(clock.now() / 1000);
    const groups = user.groups.length > 0 ? { 'cognito:groups': user.groups } : {};
    const both = {
      sub: user.sub,
      ...groups,
      iss: `https://cognito-idp.${region}.amazonaws.com/${client.poolId}`,
      origin_jti: origin,
      event_id: crypto.randomUUID(),
      auth_time: now,
      iat: now,
    };
    const access = {
      ...both,
      client_id: client.clientId,
      token_use: 'access',
      scope: 'aws.cognito.signin.user.admin',
      username: user.sub,
    };
    const id = {
      ...both,
      ...user.attributes,
      email: user.email,
      aud: client.clientId,
      token_use: 'id',
      'cognito:username': user.sub,
    };
    return {
      AccessToken: sign({ ...access, jti: crypto.randomUUID(), exp: now + client.accessTokenSeconds }),
      IdToken: sign({ ...id, jti: crypto.randomUUID(), exp: now + client.idTokenSeconds }),
      ExpiresIn: client.accessTokenSeconds,
      TokenType: 'Bearer',
    };
  };

  return {
    /** The key set as the pool publishes it. */
    keySet: () => ({
      keys: [{ ...publicKey.export({ format: 'jwk' }), kid: KEY_ID, alg: 'RS256', use: 'sig' }],
    }),
    refreshed: accessAndId,
    /** Whom an access token speaks for, as operations without a signature ask. Throws for one that no longer counts. */
    bearer(token: string): { user: User; poolId: string } {
      const [head = '', body = '', signature = ''] = token.split('.');
      const isOurs = createVerify('RSA-SHA256').update(`${head}.${body}`).verify(publicKey, signature, 'base64url');
      if (!isOurs) throw new AwsError('NotAuthorizedException', 'Invalid Access Token');
      const claims = z.safeParse(Claims, JSON.parse(Buffer.from(body, 'base64url').toString()));
      if (!claims.success) throw new AwsError('NotAuthorizedException', 'Invalid Access Token');
      const { iss, sub, exp, origin_jti } = claims.data;
      if (exp * 1000 <= clock.now()) throw new AwsError('NotAuthorizedException', 'Access Token has expired');
      if (!state.isOpen(sub, origin_jti)) throw new AwsError('NotAuthorizedException', 'Access Token has been revoked');
      const poolId = iss.slice(iss.lastIndexOf('/') + 1);
      return { user: state.user(poolId, sub), poolId };
    },
    /** A whole new session with its refresh token. */
    session(client: PoolClient, user: User) {
      const RefreshToken = randomBytes(48).toString('base64url');
      const origin = crypto.randomUUID();
      const { poolId, clientId } = client;
      const until = clock.now() + client.refreshTokenSeconds * 1000;
      state.grant(RefreshToken, { kind: 'refresh', poolId, clientId, sub: user.sub, until, detail: origin });
      return { ...accessAndId(client, user, origin), RefreshToken };
    },
  };
}
export type TokenMint = ReturnType<typeof tokenMint>;

import { randomUUID } from 'node:crypto';
import { listen } from '#local/aws/service.ts';
import { type Claims, forge, newKeys } from './tokens.ts';

/** Issues access tokens as the user pool does, and publishes the key to check them with. Quicker than signing in. */
export async function startTokenIssuer() {
  const { publicKey, privateKey } = newKeys();
  const kid = randomUUID();
  const keys = [{ ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' }];
  const server = await listen(async (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys }));
  });
  return {
    ...server,
    publicKey,
    /** An access token for a subject; `change` replaces single claims. */
    issue(subject: string, change: Claims = {}): string {
      const issuedAt = Math.floor(Date.now() / 1000);
      const claims = {
        sub: subject,
        iss: `https://cognito-idp.me-south-1.amazonaws.com/${process.env.USER_POOL_ID}`,
        client_id: process.env.USER_POOL_CLIENT_ID,
        token_use: 'access',
        scope: 'aws.cognito.signin.user.admin',
        auth_time: issuedAt,
        iat: issuedAt,
        exp: issuedAt + 3600,
        jti: randomUUID(),
        username: subject,
        ...change,
      };
      return forge({ alg: 'RS256', kid }, claims, privateKey);
    },
  };
}

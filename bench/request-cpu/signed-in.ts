import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { env } from '#runtime/env.ts';
import { forge, newKeys } from '#test/support/tokens.ts';

const HOUR = 3600;
const kid = 'bench';

/** An access token for a subject, and a server that gives away its public key until it is closed. */
export async function signIn(subject: string, region: string) {
  const { privateKey, publicKey } = newKeys();
  const key = { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' };
  const server = createServer((_, response) => response.end(JSON.stringify({ keys: [key] })));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const iat = Math.floor(Date.now() / 1000);
  const claims = {
    sub: subject,
    iss: `https://cognito-idp.${region}.amazonaws.com/${env('userPool')}`,
    client_id: env('userPoolClient'),
    token_use: 'access',
    iat,
    auth_time: iat,
    exp: iat + HOUR,
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token: forge({ alg: 'RS256', kid }, claims, privateKey),
    close: () => server.close(),
  };
}

import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import { sdkEndpoint } from './env.ts';

/** The keys could not be fetched or read: nothing is known about the token. */
export class TokenKeysError extends Error {
  override readonly name = 'TokenKeysError';
}

/**
 * The keys that sign access tokens. They are fetched where an SDK client for Cognito would talk to, so that the SDK's
 * own endpoint setting holds for the keys as well; the client itself (125 KB) is not needed for that. Issuer, audience
 * and purpose are still checked against the real names.
 */
export const tokenKeys = () => new KeyCache({ fetcher: { fetch: fetchKeys } });

class KeyCache extends SimpleJwksCache {
  override async getJwks(uri: string) {
    try {
      return await super.getJwks(uri);
    } catch (cause) {
      throw new TokenKeysError('The keys that sign access tokens could not be had', { cause });
    }
  }
}

async function fetchKeys(uri: string): Promise<ArrayBuffer> {
  const { pathname } = new URL(uri);
  const response = await fetch(new URL(pathname, sdkEndpoint('COGNITO_IDENTITY_PROVIDER') ?? uri), {
    signal: AbortSignal.timeout(3000),
    redirect: 'error',
  });
  if (!response.ok) throw new Error(`Token keys answered ${response.status}`);
  return response.arrayBuffer();
}

import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import { cognitoEndpoint } from './cognito.ts';

/**
 * The keys that sign access tokens. They are fetched where the Cognito SDK client talks to, so that an endpoint
 * override of the SDK (`AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER`) holds for the keys as well. Issuer, audience and
 * purpose are still checked against the real names.
 */
export const tokenKeys = () => new SimpleJwksCache({ fetcher: { fetch: fetchKeys } });

async function fetchKeys(uri: string): Promise<ArrayBuffer> {
  const endpoint = await cognitoEndpoint();
  const { pathname } = new URL(uri);
  const response = await fetch(new URL(pathname, endpoint ?? uri), {
    signal: AbortSignal.timeout(3000),
    redirect: 'error',
  });
  if (!response.ok) throw new Error(`Token keys answered ${response.status}`);
  return response.arrayBuffer();
}

import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';

export const cognito = new CognitoIdentityProviderClient({});

/** The SDK's configured endpoint, or undefined when it uses AWS's own. */
export async function cognitoEndpoint(): Promise<string | undefined> {
  const endpoint = await cognito.config.endpoint?.();
  return endpoint && `${endpoint.protocol}//${endpoint.hostname}${endpoint.port ? `:${endpoint.port}` : ''}/`;
}

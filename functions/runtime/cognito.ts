import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';

export const cognito = new CognitoIdentityProviderClient({});

/** The endpoint that the SDK was configured with (`AWS_ENDPOINT_URL_…`), or undefined when it uses AWS's own. */
export const cognitoEndpoint = async (): Promise<string | undefined> => cognito.config.serviceConfiguredEndpoint?.();

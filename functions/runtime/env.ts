import { envNames } from './env-names.ts';

/**
 * Reads an environment variable that the infrastructure's `bind` set. Missing means that the function was not bound
 * to the thing it tries to use, which is a fault of ours.
 */
export function env(name: keyof typeof envNames): string {
  const value = process.env[envNames[name]];
  if (!value) throw new Error(`Environment variable ${envNames[name]} is missing: this function was not bound to it`);
  return value;
}

/** The SDK's own setting for where a service is reached (`AWS_ENDPOINT_URL_<service>`), if there is one. */
export const sdkEndpoint = (service: 'COGNITO_IDENTITY_PROVIDER'): string | undefined =>
  process.env[`AWS_ENDPOINT_URL_${service}`];

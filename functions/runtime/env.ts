import type { Outside } from '#shared/contract/outside.ts';
import { queueVariable } from '#shared/contract/queue.ts';
import type { HostOf, Platform } from '#shared/platforms/platform.ts';
import { envNames, hostVariable, secretVariable } from './env-names.ts';

/**
 * Reads an environment variable that the infrastructure's `bind` set. Missing means that the function was not bound
 * to the thing it tries to use, which is a fault of ours.
 */
export const env = (name: keyof typeof envNames): string => bound(envNames[name]);

/** Where a queue is that this function was bound to. */
export const queueUrl = (queue: { readonly name: string }): string => bound(queueVariable(queue));

/** Where one of a network's hosts is. */
export const networkHost = <P extends Platform>(platform: P, host: HostOf<P>): string =>
  bound(hostVariable(platform, host));

/** The id of a network's secret. */
export const networkSecret = (platform: Platform): string => bound(secretVariable(platform));

/** The id of the secret of somebody who signs calls to us. */
export const senderSecret = (name: string): string => bound(secretVariable(name));

/** Where one of an outside service's hosts is. */
export const outsideHost = <O extends Outside>(service: O, host: keyof O['hosts'] & string): string =>
  bound(hostVariable(service.name, host));

/** The id of an outside service's secret. */
export const outsideSecret = (service: Outside): string => bound(secretVariable(service.name));

function bound(variable: string): string {
  const value = process.env[variable];
  if (!value) throw new Error(`Environment variable ${variable} is missing: this function was not bound to it`);
  return value;
}

/** The SDK's own setting for where a service is reached (`AWS_ENDPOINT_URL_<service>`), if there is one. */
export const sdkEndpoint = (service: 'COGNITO_IDENTITY_PROVIDER'): string | undefined =>
  process.env[`AWS_ENDPOINT_URL_${service}`];

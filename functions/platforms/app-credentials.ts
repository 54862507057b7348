import { networkSecret } from '#runtime/env.ts';
import { filledSecret } from '#runtime/filled-secret.ts';
import { networkOf, type Platform, type SecretOf } from '#shared/platforms/platform.ts';

/** What a network gave us to identify our app; undefined while the operator has not filled in its secret. */
export const appCredentials = async (platform: Platform): Promise<SecretOf<Platform> | undefined> =>
  (await filledSecret(networkSecret(platform), platform, networkOf(platform).secret)) as SecretOf<Platform> | undefined;

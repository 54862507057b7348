import { appCredentials } from '#functions/platforms/app-credentials.ts';
import { Problem } from '#shared/contract/problem.ts';
import type { Platform, SecretOf } from '#shared/platforms/platform.ts';

/** Our app on a network. Throws `social.not_set_up` while nobody has filled in its secret. */
export async function knownApp(platform: Platform): Promise<SecretOf<Platform>> {
  const app = await appCredentials(platform);
  if (!app) throw new Problem('social.not_set_up');
  return app;
}

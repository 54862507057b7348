import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod/mini';
import { now } from '#runtime/clock.ts';
import { env } from '#runtime/env.ts';
import type { Platform } from '#shared/platforms/platform.ts';
import type { AppCredentials } from './linking.ts';

const secretsManager = new SecretsManagerClient({});
const filled = z.string().check(z.minLength(8));
const secret = z.record(z.string(), z.object({ appId: filled, appSecret: filled }));

/** A changed secret is picked up within five minutes. */
const REMEMBERED_MS = 5 * 60_000;
let remembered: { apps: z.output<typeof secret>; until: number } | undefined;

/** Our app's id and secret on a platform, from the platform secret that the operator filled. */
export async function appCredentials(platform: Platform): Promise<AppCredentials> {
  if (!remembered || remembered.until <= now()) {
    const { SecretString } = await secretsManager.send(new GetSecretValueCommand({ SecretId: env('platformSecret') }));
    const parsed = secret.safeParse(JSON.parse(SecretString ?? '{}'));
    // Zod's own words would quote the value.
    if (!parsed.success) throw new Error('The platform secret is not filled as the deployment guide says');
    remembered = { apps: parsed.data, until: now() + REMEMBERED_MS };
  }
  const app = remembered.apps[platform];
  if (!app) throw new Error(`The platform secret holds no app for ${platform}`);
  return app;
}

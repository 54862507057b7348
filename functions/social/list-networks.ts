import { appCredentials } from '#functions/platforms/app-credentials.ts';
import { platforms } from '#shared/platforms/platform.ts';
import type { NetworkStatus } from '#shared/social/contract.ts';

/** The networks, and which of them can be connected: one without its secret keeps none of the others out. */
export async function listNetworks(): Promise<{ items: NetworkStatus[] }> {
  const apps = await Promise.all(platforms.map(appCredentials));
  return { items: platforms.map((platform, at) => ({ platform, ready: apps[at] !== undefined })) };
}

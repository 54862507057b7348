import { hostVariable } from '#runtime/env-names.ts';
import type { Platform } from '#shared/platforms/platform.ts';

/** Points the product at a sandbox's hosts, as the stage configuration does. */
export function pointAt(platform: Platform, urls: Readonly<Record<string, string>>): void {
  for (const [host, url] of Object.entries(urls)) process.env[hostVariable(platform, host)] = url;
}

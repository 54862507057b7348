import type { Platform } from '#shared/platforms/platform.ts';
import { instagramLinker } from './instagram/oauth.ts';
import type { Linker } from './linking.ts';

/** By platform. A table to add to: a platform that does not exist yet is tried out by its model. */
export const linkers: Partial<Record<Platform, Linker>> = { instagram: instagramLinker };

/** How accounts of a platform are connected. The contract admits only platforms that have a linker. */
export function linkerOf(platform: Platform): Linker {
  const linker = linkers[platform];
  if (!linker) throw new Error(`Accounts of ${platform} cannot be connected yet`);
  return linker;
}

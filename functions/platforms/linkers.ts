import type { Platform } from '#shared/platforms/platform.ts';
import { instagramLinker } from './instagram/oauth.ts';
import type { Linker } from './linking.ts';

const linkers: Partial<Record<Platform, Linker>> = { instagram: instagramLinker };

/** How accounts of a platform are connected, or undefined where they cannot be yet. */
export const linkerOf = (platform: Platform): Linker | undefined => linkers[platform];

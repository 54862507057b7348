import fc from 'fast-check';
import type { Keys } from '#test/functions/runtime/key-parts.ts';

export const keys: Keys = {
  fields: { platform: fc.constantFrom('instagram', 'x', 'snapchat', 'tiktok') },
  wide: { 'circuit.byPlatform': 'a network is in trouble for everybody' },
};

import fc from 'fast-check';
import type { Keys } from '#test/functions/runtime/key-parts.ts';

export const keys: Keys = {
  fields: { hash: fc.constantFrom('e', 'f').map((character) => character.repeat(64)) },
};

import fc from 'fast-check';
import type { Keys } from '#test/functions/runtime/key-parts.ts';

export const keys: Keys = {
  fields: {
    hour: fc.nat({ max: 12 }),
    revision: fc.nat({ max: 12 }),
    fence: fc.nat({ max: 12 }),
  },
};

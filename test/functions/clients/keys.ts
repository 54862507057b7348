import type { Keys } from '#test/functions/runtime/key-parts.ts';

export const keys: Keys = {
  wide: { 'client.all': 'staff see all businesses' },
};

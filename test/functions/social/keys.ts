import fc from 'fast-check';
import type { Keys } from '#test/functions/runtime/key-parts.ts';

export const keys: Keys = {
  fields: {
    externalId: fc.bigInt({ min: 1n, max: 99n }).map(String),
    refreshShard: fc.nat({ max: 15 }).map(String),
    stateHash: fc.constantFrom('a', 'b').map((character) => character.repeat(64)),
  },
  wide: {
    'account.byRefresh': 'tokens are refreshed for everybody',
    'accountLink.byExternalId': 'an account belongs to one business at most',
  },
};

import fc from 'fast-check';
import type { Keys } from '#test/functions/runtime/key-parts.ts';

export const keys: Keys = {
  fields: {
    subject: fc.uuid(),
    origin: fc.uuid(),
    limit: fc.constantFrom('sign-in', 'forgot'),
    who: fc.constantFrom('c', 'd').map((character) => character.repeat(64)),
    window: fc.nat({ max: 12 }),
    mark: fc.constant('owner'),
  },
  wide: {
    'attempt.byWindow': 'counted before anybody is known',
    'firstOwner.byMark': 'there is one on the platform',
    'session.byOrigin': 'a session belongs to a person',
    'user.bySubject': 'a token names a person before their business is known',
    'user.byUserId': 'staff belong to no business',
  },
};

import fc from 'fast-check';
import { idOf, type Keys } from '#test/functions/runtime/key-parts.ts';

export const keys: Keys = {
  fields: {
    calendarOf: idOf('client'),
    shard: fc.nat({ max: 15 }).map(String),
    state: fc.constantFrom('needs_review', 'failed', 'missed'),
  },
  wide: { 'target.byDue': 'the sweeper works for everybody' },
};

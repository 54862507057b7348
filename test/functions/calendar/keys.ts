import fc from 'fast-check';
import type { Keys } from '#test/functions/runtime/key-parts.ts';

export const keys: Keys = {
  fields: {
    part: fc.constantFrom('calendar', 'minutes', 'check'),
    year: fc.integer({ min: 2026, max: 2030 }),
  },
  wide: {
    'ministryYear.byYear': 'the Ministry prints one table for the country',
    'platformCalendar.byPart': 'there is one moon',
    'prayerCheck.byPart': 'one comparison for the country',
  },
};

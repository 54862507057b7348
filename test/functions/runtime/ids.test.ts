import { expect, it } from 'vitest';
import { newId } from '#runtime/ids.ts';

it('no chance is used twice: of ten thousand ids, no two share their last eight characters', () => {
  const ends = Array.from({ length: 10_000 }, () => newId('post').slice(-8));
  expect(new Set(ends).size).toBe(ends.length);
});

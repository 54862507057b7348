import { expect, test } from 'vitest';
import { measureLarge } from './s3-large.ts';

test('objects of 256 MB pass through, whole and in parts, without being held in memory', {
  timeout: 120_000,
}, async () => {
  const { grownMb, readMb } = await measureLarge(256);

  expect(readMb).toBe(512);
  expect(grownMb).toBeLessThan(120);
});

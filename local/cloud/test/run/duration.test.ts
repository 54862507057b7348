import { describe, expect, it } from 'vitest';
import { durationMs } from '#cloud/run/control/duration.ts';

describe('a duration for the clock', () => {
  it.each([
    ['PT90M', 5_400_000],
    ['P1DT2H', 93_600_000],
    ['PT0.5S', 500],
    ['P60D', 5_184_000_000],
    ['90M', undefined],
    ['P', undefined],
    ['PT', undefined],
    ['P1M', undefined],
  ])('%s', (text, expected) => {
    expect(durationMs(text)).toBe(expected);
  });
});

import { describe, expect, it } from 'vitest';
import { howToTell, NOTICES_PER_HOUR, SUMMARY_APART_MS } from '#shared/notifications/how-to-tell.ts';

const T = 1_796_000_000_000;

describe('a person is told', () => {
  it('of each post in a mail of its own, as long as that makes ten in an hour', () => {
    for (let told = 0; told <= NOTICES_PER_HOUR; told++)
      expect(howToTell({ waiting: NOTICES_PER_HOUR - told, told }, T)).toEqual({ tell: 'each' });
  });

  it('of all together as soon as it would be more, decided before the first', () => {
    expect(howToTell({ waiting: NOTICES_PER_HOUR + 1, told: 0 }, T)).toEqual({ tell: 'together' });
    expect(howToTell({ waiting: 1, told: NOTICES_PER_HOUR }, T)).toEqual({ tell: 'together' });
  });

  it('of the next ones together no sooner than a quarter of an hour later', () => {
    const many = { waiting: 1, told: NOTICES_PER_HOUR, summedUpAt: T };
    expect(howToTell(many, T + 1)).toEqual({ tell: 'later', afterMs: SUMMARY_APART_MS - 1 });
    expect(howToTell(many, T + SUMMARY_APART_MS)).toEqual({ tell: 'together' });
  });
});

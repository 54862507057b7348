import { describe, expect, it } from 'vitest';
import { bestHours, bestTimes, ENOUGH_POSTS, priorHeat, type Result } from '#shared/calendar/best-times.ts';

const mornings = (posts: number): Result[] =>
  Array.from({ length: posts }, (_, index) => ({
    weekday: index % 7,
    hour: index % 2 ? 8 : 21,
    score: index % 2 ? 500 : 5,
  }));

describe('the best hours', () => {
  it('rest on the prior until there are enough posts, and say on how many', () => {
    expect(bestTimes(mornings(ENOUGH_POSTS - 1), false)).toMatchObject({ basis: 'prior', posts: 29, enough: 30 });
    expect(bestTimes(mornings(ENOUGH_POSTS), false)).toMatchObject({ basis: 'own', posts: 30 });
  });

  it('follow the business’s own results once there are', () => {
    const { heat } = bestTimes(mornings(70), false);
    expect(bestHours(heat, 7).map(({ hour }) => hour)).toEqual(Array.from({ length: 7 }, () => 8));
  });

  it('are others in Ramadan', () => {
    expect(bestHours(priorHeat(false), 1)[0]?.hour).toBe(21);
    expect(bestHours(priorHeat(true), 1)[0]?.hour).toBe(22);
    expect(priorHeat(true)[0]?.[2]).toBeGreaterThan(priorHeat(false)[0]?.[2] ?? 0);
  });

  it('Friday before noon is weak', () => {
    expect(priorHeat(false)[5]?.[12]).toBeLessThan(priorHeat(false)[4]?.[12] ?? 0);
  });

  it('no result at all, or only results of nothing, still makes a map of 0 to 100', () => {
    const silent = Array.from({ length: 40 }, () => ({ weekday: 0, hour: 9, score: 0 }));
    for (const { heat } of [bestTimes([], false), bestTimes(silent, true)]) {
      expect(heat).toHaveLength(7);
      expect(heat.flat()).toHaveLength(168);
      expect(heat.flat().every((value) => Number.isInteger(value) && value >= 0 && value <= 100)).toBe(true);
    }
  });

  it('suggestions of one day lie apart', () => {
    const hours = bestHours(priorHeat(false), 12);
    for (const one of hours)
      for (const other of hours)
        if (one !== other && one.weekday === other.weekday)
          expect(Math.abs(one.hour - other.hour)).toBeGreaterThanOrEqual(3);
  });
});

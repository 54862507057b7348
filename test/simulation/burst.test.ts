import { describe, expect, it } from 'vitest';
import { type Burst, simulateBurst } from '#bench/burst/model.ts';

const createBurst = (overrides: Partial<Burst> = {}): Burst => ({
  posts: 1_000,
  largestShare: 0.1,
  due: { batchSize: 10, maxConcurrency: 50 },
  publish: { batchSize: 5, maxConcurrency: 100 },
  moves: [5, 5, 4, 5],
  seed: 1,
  ...overrides,
});
const last = (series: number[]) => Math.max(...series);

describe('the model of a thousand posts in one minute', () => {
  it('publishes every one of them, each once', () => {
    const { firstLookMs, publishMs } = simulateBurst(createBurst());
    expect(firstLookMs).toHaveLength(1_000);
    expect(publishMs).toHaveLength(1_000);
  });

  it('begins none before its schedule could fire, and fires no faster than the scheduler does', () => {
    const { firstLookMs } = simulateBurst(createBurst({ posts: 5_000 }));
    const inFirstSecond = firstLookMs.filter((at) => at < 1_000).length;
    expect(inFirstSecond).toBeLessThanOrEqual(500);
    expect(last(firstLookMs)).toBeGreaterThan(50_000);
  });

  it('takes longer when fewer messages run side by side', () => {
    const quick = simulateBurst(createBurst());
    const slow = simulateBurst(createBurst({ publish: { batchSize: 1, maxConcurrency: 5 } }));
    expect(last(slow.publishMs)).toBeGreaterThan(2 * last(quick.publishMs));
  });

  it('writes what the moves cost, whoever owns the posts', () => {
    const cheap = simulateBurst(createBurst({ moves: [1, 1, 1, 1] }));
    const dear = simulateBurst(createBurst({ moves: [10, 10, 10, 10] }));
    expect(dear.peakWritesPerSecond).toBe(10 * cheap.peakWritesPerSecond);
    const owned = simulateBurst(createBurst({ largestShare: 1 }));
    expect(owned.peakWritesOfOneClient).toBe(owned.peakWritesPerSecond);
  });

  it('is the same burst again from the same seed', () => {
    expect(simulateBurst(createBurst())).toEqual(simulateBurst(createBurst()));
  });
});

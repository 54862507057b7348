import { describe, expect, it } from 'vitest';
import { createFairQueue } from '#bench/burst/fair-queue.ts';
import { type Burst, simulateBurst } from '#bench/burst/model.ts';
import { percentile } from '#bench/burst/percentile.ts';

const createBurst = (overrides: Partial<Burst> = {}): Burst => ({
  posts: 1_000,
  largestShare: 0.1,
  isPrepared: true,
  due: { batchSize: 10, maxConcurrency: 50 },
  publish: { batchSize: 5, maxConcurrency: 100 },
  feed: { batchSize: 100 },
  rollUp: { batchSize: 10, maxConcurrency: 5 },
  mark: { batchSize: 10, maxConcurrency: 2 },
  seed: 1,
  ...overrides,
});
const last = (series: number[]) => Math.max(...series);
/** What the roll-up writes of a post that it sees in both states: two headers and the account. */
const ROLL_UP_UNITS = 2 * 4 + 4;

describe('the model of a thousand posts in one minute', () => {
  it.each([true, false])('publishes every one of them, each once, and shows it (prepared: %s)', (isPrepared) => {
    const { firstLookMs, publishMs, shownAfterMs } = simulateBurst(createBurst({ isPrepared }));
    expect(firstLookMs).toHaveLength(1_000);
    expect(publishMs).toHaveLength(1_000);
    expect(shownAfterMs).toHaveLength(1_000);
  });

  it('begins none before its schedule could fire, and fires no faster than the scheduler does', () => {
    const { firstLookMs } = simulateBurst(createBurst({ posts: 5_000 }));
    const inFirstSecond = firstLookMs.filter((at) => at < 1_000).length;
    expect(inFirstSecond).toBeLessThanOrEqual(500);
    expect(last(firstLookMs)).toBeGreaterThan(50_000);
    const atOnce = simulateBurst(createBurst({ posts: 5_000, latestFireMs: 0 }));
    expect(last(atOnce.firstLookMs)).toBeLessThan(last(firstLookMs));
  });

  it('takes longer when fewer messages run side by side', () => {
    const quick = simulateBurst(createBurst());
    const slow = simulateBurst(createBurst({ publish: { batchSize: 1, maxConcurrency: 5 } }));
    expect(last(slow.publishMs)).toBeGreaterThan(2 * last(quick.publishMs));
  });

  it('publishes sooner when the media are with the network already', () => {
    const half = (isPrepared: boolean) => percentile(simulateBurst(createBurst({ isPrepared })).publishMs, 0.5);
    expect(half(false) - half(true)).toBeGreaterThan(5_000);
  });

  it('shows what is out within a second, unless too few follow at once', () => {
    const p99 = (change: Partial<Burst>) =>
      percentile(simulateBurst(createBurst({ posts: 4_000, ...change })).shownAfterMs, 0.99);
    expect(p99({})).toBeLessThan(1_000);
    expect(p99({ rollUp: { batchSize: 1, maxConcurrency: 2 } })).toBeGreaterThan(10_000);
    expect(p99({ feed: { batchSize: 1 } })).toBeGreaterThan(p99({}));
  });

  it('is the same burst again from the same seed', () => {
    expect(simulateBurst(createBurst())).toEqual(simulateBurst(createBurst()));
  });
});

describe('what the model writes', () => {
  // One post alone, at the beginning of its minute, with followers that keep up.
  const alone = (isPrepared: boolean) =>
    simulateBurst(createBurst({ posts: 1, largestShare: 1, latestFireMs: 0, isPrepared, neverLags: true, seed: 3 }));

  it('of a prepared post: arm and publication with their history, and the due index once', () => {
    expect(alone(true).writeUnits).toBe(4 + 5 + ROLL_UP_UNITS);
  });

  it('of a post that is not prepared: what P4 measures for the whole course, 19 units, and the roll-up', () => {
    expect(alone(false).writeUnits).toBe(19 + ROLL_UP_UNITS);
  });

  it('moves a late target in the due index when it is armed, because its watch would end too soon', () => {
    const onTime = simulateBurst(createBurst({ latestFireMs: 0, neverLags: true }));
    const late = simulateBurst(createBurst({ publish: { batchSize: 1, maxConcurrency: 5 }, neverLags: true }));
    expect(late.writeUnits).toBeGreaterThan(onTime.writeUnits + 1_000);
  });

  it('no more than DynamoDB allows one key value, even when one client owns them all and nobody lags', () => {
    const { peaks } = simulateBurst(createBurst({ posts: 3_000, largestShare: 1, neverLags: true }));
    expect(peaks.hottest.name).toMatch(/largest/);
    expect(peaks.hottest.units).toBeLessThan(peaks.all / 4);
  });

  it('counts the table apart from its indexes, and all together', () => {
    const { all, busiest } = simulateBurst(createBurst({ posts: 3_000 })).peaks;
    expect(busiest.name).toMatch(/^table @/);
    expect(busiest.units).toBeLessThan(all);
  });

  it('meets nothing of a single client when each has a few posts: only what all of them share', () => {
    const { peaks } = simulateBurst(createBurst({ largestShare: 0 }));
    expect(peaks.hottest.name).toMatch(/^gsi3 shard|^gsi2 refresh/);
  });
});

describe('fair queues', () => {
  const message = (group: string) => ({ group, begin: () => {} });
  const queueOf = (isFair: boolean, groups: readonly string[]) => {
    const queue = createFairQueue(isFair);
    for (const group of groups) queue.send(message(group));
    return queue;
  };
  const many = Array.from({ length: 100 }, () => 'noisy');
  const groupsOf = (queue: ReturnType<typeof createFairQueue>, most: number) =>
    queue.receive(most).map(({ group }) => group);

  it('hand out the oldest first while nobody is in the way', () => {
    expect(groupsOf(queueOf(true, ['a', 'b', 'a', 'c']), 3)).toEqual(['a', 'b', 'a']);
  });

  it('prefer the quiet as soon as one has thirty messages in flight', () => {
    const queue = queueOf(true, [...many, 'quiet', 'calm']);
    expect(new Set(groupsOf(queue, 30))).toEqual(new Set(['noisy']));
    expect(groupsOf(queue, 3)).toEqual(['quiet', 'calm', 'noisy']);
  });

  it('of two noisy groups take the one with fewer in flight', () => {
    const queue = queueOf(true, [...many, ...many.map(() => 'loud')]);
    queue.receive(30);
    const next = groupsOf(queue, 40);
    expect(next.filter((group) => group === 'loud').length).toBeGreaterThanOrEqual(30);
  });

  it('forget the noise when its messages are done', () => {
    const queue = queueOf(true, [...many, 'quiet']);
    queue.remove(queue.receive(30));
    expect(groupsOf(queue, 1)).toEqual(['noisy']);
  });

  it('keep other clients from waiting for a large one, which they do without', () => {
    const p99 = (change: Partial<Burst>) => {
      const burst = createBurst({ posts: 4_000, largestShare: 0.9, latestFireMs: 0, ...change });
      return percentile(simulateBurst(burst).others.publishMs, 0.99);
    };
    const without = p99({ largest: 'only fires' });
    expect(p99({}) / without).toBeLessThan(1.5);
    expect(p99({ isFair: false }) / without).toBeGreaterThan(2);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isResting, type TargetState } from '#shared/publishing/states.ts';
import { allGuards, createWorld, type Guards, type World } from './model-world.ts';

const RUNS = 2_000;
const MINUTE = 60_000;

/** Decisions one after the other; when they run out, everything goes well. */
const tape = fc.array(fc.nat({ max: 9_999 }), { minLength: 10, maxLength: 300, size: 'max' });

/** People mostly react to what went wrong; editing and cancelling end most histories early. */
const acts = [
  'edit',
  'cancel',
  'retry',
  'retry',
  'retry',
  'retry',
  'resolve',
  'resolve',
  'resolve',
  'resolve',
] as const;

const moves: ((world: World, number: number) => void)[] = [
  ...Array.from({ length: 12 }, () => (world: World, number: number) => world.proceed(number)),
  (world, number) => world.deliver(number, false),
  (world, number) => world.deliver(number, false),
  (world, number) => world.deliver(number, true),
  (world, number) => world.advance((number % 30) * 1000),
  (world, number) => world.advance((number % 30) * 1000),
  (world, number) => world.advance((number % 20) * MINUTE),
  (world, number) => world.crash(number),
  (world) => world.sweep(),
  (world, number) => {
    if (number % 4 === 0) world.loseMessages();
  },
  (world, number) => world.freeze(number, (1 + (number % 20)) * 30_000),
  (world, number) => world.person(acts[number % acts.length] ?? 'retry'),
];

/** Plays a tape of decisions, then lets an ordinary day go on until nothing may be left in between. */
function play(decisions: readonly number[], guards: Guards): World {
  let at = 0;
  const next = () => decisions[at++];
  const world = createWorld((below) => {
    const decision = next();
    return decision === undefined ? below - 1 : decision % below;
  }, guards);
  world.advance(MINUTE);
  for (let decision = next(); decision !== undefined; decision = next())
    moves[decision % moves.length]?.(world, Math.floor(decision / moves.length));
  const end = Math.max(world.now(), world.target().graceUntil ?? 0) + 40 * MINUTE;
  for (let minute = 0; world.now() < end && !world.quiet(); minute += 0.25) {
    if (minute % 5 === 0) world.sweep();
    for (let round = 0; round < 200 && world.busy(); round++) {
      world.deliver(0, false);
      for (const worker of [0, 1, 2]) world.proceed(worker);
      if (round % 20 === 19) world.advance(1000);
    }
    world.advance(15_000);
  }
  return world;
}

/** The promises, in the words of a history. */
function assess(world: World): void {
  const { state, revision } = world.target();
  const { accepted } = world.platform;
  expect(accepted.length, 'posts that went out').toBeLessThanOrEqual(1);
  expect(isResting(state), `at rest in the end, but ${state}`).toBe(true);
  if (state === 'published') {
    expect(accepted.length, 'published, so the platform holds it').toBe(1);
    expect(accepted[0]?.revision, 'what went out is what was shown last').toBe(revision);
  } else if (state !== 'needs_review') expect(accepted.length, `${state}, so nothing is out`).toBe(0);
}

describe('whatever happens to two workers, their messages and their calls', () => {
  const seed = Date.now() % 2 ** 31;

  it(`nothing goes out twice, nothing is lost, and what is shown is true (${RUNS} histories, seed ${seed})`, () => {
    const ends = new Map<TargetState, number>();
    const states = new Set<string>();
    const called = new Map<string, number>();
    fc.assert(
      fc.property(tape, (decisions) => {
        const world = play(decisions, allGuards);
        assess(world);
        const { state } = world.target();
        ends.set(state, (ends.get(state) ?? 0) + 1);
        for (const each of world.states) states.add(each);
        for (const [call, times] of world.platform.called) called.set(call, (called.get(call) ?? 0) + times);
      }),
      { numRuns: RUNS, seed },
    );
    const counts = (map: ReadonlyMap<string, number>) => [...map].map(([name, times]) => `${name} ${times}`).join(', ');
    process.stdout.write(`model: ${RUNS} histories, seed ${seed}; ends: ${counts(ends)}; calls: ${counts(called)}\n`);
    // A model that never comes to the hard places proves nothing.
    for (const state of [
      'claimed',
      'staged',
      'armed',
      'unknown',
      'published',
      'failed',
      'missed',
      'draft',
      'needs_review',
    ])
      expect(states, state).toContain(state);
    for (const call of [
      'publish lost_after',
      'publish lost_before',
      'publish busy',
      'reconcile done',
      'stage lost_after',
    ])
      expect(called.get(call) ?? 0, call).toBeGreaterThan(0);
  }, 120_000);

  it.each(Object.keys(allGuards) as (keyof Guards)[])(
    'the model notices when this guard is missing: %s',
    (guard) => {
      const property = fc.property(tape, (decisions) => assess(play(decisions, { ...allGuards, [guard]: false })));
      expect(fc.check(property, { numRuns: 20_000, seed: 7, endOnFailure: true }).failed).toBe(true);
    },
    120_000,
  );
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problemOf } from '#shared/posts/next-step.ts';
import { applyCommand } from '#shared/publishing/command.ts';
import type { PublishingEvent } from '#shared/publishing/event.ts';
import { overdueMs } from '#shared/publishing/late.ts';
import { measuresOf } from '#shared/publishing/measures.ts';
import { targetStates } from '#shared/publishing/states.ts';
import { step } from '#shared/publishing/step.ts';
import { type Target, timing } from '#shared/publishing/target.ts';
import { at, createTarget, DUE } from './build.ts';
import { moved } from './moved.ts';

const MINUTE = 60_000;
const UNTIL = DUE + 18 * MINUTE;
const look: PublishingEvent = { type: 'look' };
const inPrayer = (ms: number, until = UNTIL) => ({ ...at(ms), prayer: { prayer: 'maghrib', until } as const });
const handle = { containerId: '9' };
const prepared = createTarget({ handle, stagedAt: DUE - 20 * MINUTE, preparedAt: DUE - 19 * MINUTE });
const staged = createTarget({ state: 'staged', attempt: 1, handle, stagedAt: DUE, leaseUntil: DUE + 90_000 });
const held = moved(step(prepared, look, inPrayer(0))).target;

describe('a post whose minute is inside a prayer that its business keeps clear', () => {
  it('waits for its end, with its reason and a record, and nothing is called', () => {
    expect(moved(step(prepared, look, inPrayer(0)))).toEqual({
      kind: 'moved',
      action: 'target.held_for_prayer',
      target: {
        ...prepared,
        version: 8,
        fence: 2,
        reason: 'prayer.time',
        retryAt: UNTIL,
        checkAt: UNTIL + timing.leaseMs,
        graceUntil: UNTIL + timing.graceMs,
        waited: { prayer: 'maghrib', minutes: 18 },
      },
      effects: [{ do: 'look', afterMs: 15 * MINUTE }],
    });
    expect(problemOf(held, { state: 'scheduled' }, {})).toEqual({ reason: 'prayer.time', step: 'wait' });
  });

  it('is told once: whoever looks meanwhile only looks again at its end', () => {
    expect(step(held, look, inPrayer(15 * MINUTE))).toEqual({
      kind: 'continue',
      effects: [{ do: 'look', afterMs: 3 * MINUTE }],
    });
    expect(step(held, look, inPrayer(MINUTE)).kind).toBe('continue');
    expect(step(held, look, inPrayer(17 * MINUTE + 45_000))).toEqual({
      kind: 'continue',
      effects: [{ do: 'look', afterMs: 15_000 }],
    });
    expect(overdueMs(held, DUE + 17 * MINUTE)).toBe(0);
  });

  it('goes on by itself at its end, with what the network holds of it, as its first attempt', () => {
    const on = moved(step(held, look, at(18 * MINUTE)));
    expect(on).toMatchObject({ action: 'target.armed', target: { attempt: 1, handle }, effects: [{ do: 'publish' }] });
  });

  it('has its grace from there, however long the prayer was', () => {
    const late = moved(step(prepared, look, inPrayer(0, DUE + 75 * MINUTE))).target;
    expect(moved(step(late, look, at(80 * MINUTE))).action).toBe('target.armed');
  });

  it('waits longer when the minutes were put right meanwhile', () => {
    const later = moved(step(held, look, inPrayer(18 * MINUTE, UNTIL + 3 * MINUTE)));
    expect(later.target).toMatchObject({ retryAt: UNTIL + 3 * MINUTE, waited: { minutes: 21 } });
  });

  it('counts as on time when it goes out at the end of its prayer', () => {
    const out: Target = { ...held, state: 'published', publishedAt: UNTIL + 4_000 };
    expect(measuresOf({ ...held, state: 'armed' }, out, 'target.published')).toMatchObject({ TimeToPublish: 4_000 });
  });

  it('given another time by a person, it has not waited', () => {
    const command = { type: 'schedule', revision: 4, publishAt: DUE + 90 * MINUTE } as const;
    const result = applyCommand(held, command, DUE + MINUTE);
    expect(result).toMatchObject({ done: true, target: { waited: undefined, retryAt: undefined, reason: undefined } });
  });
});

describe('a post that is on its way when the prayer begins', () => {
  it('and ready to be sent is not sent, and what was begun counts as no attempt', () => {
    const back = moved(step(staged, { type: 'checked', fence: 1, found: 'ready' }, inPrayer(6_000)));
    expect(back.target).toMatchObject({ state: 'scheduled', attempt: 0, fence: 2, handle, waited: { minutes: 18 } });
  });

  it('and armed is read up as always', () => {
    const armed = createTarget({ state: 'armed', armedAt: DUE, armUntil: DUE + timing.armMs, handle });
    const event = { type: 'published', fence: 1, externalId: '1' } as const;
    expect(moved(step(armed, event, inPrayer(5_000))).target.state).toBe('published');
  });

  it('and out with its head goes on with the rest of the thread', () => {
    const thread: Target = { ...staged, pieces: 3, parts: ['1'] };
    const next = moved(step(thread, { type: 'checked', fence: 1, found: 'ready' }, inPrayer(6_000)));
    expect(next.target.state).toBe('armed');
  });
});

it('whatever state it is in and whatever happens, nothing is begun or armed inside a prayer', () => {
  const event = fc.oneof(
    fc.record({ type: fc.constant('look'), fence: fc.constantFrom(undefined, 1, 2) }),
    fc.record({ type: fc.constant('checked'), fence: fc.constant(1), found: fc.constantFrom('ready', 'processing') }),
    fc.record({ type: fc.constant('staged'), fence: fc.constant(1), handle: fc.constant(handle) }),
    fc.record({ type: fc.constant('reconciled'), fence: fc.constant(1), found: fc.constantFrom('absent', 'lost') }),
  ) as fc.Arbitrary<PublishingEvent>;
  const target = fc
    .record({
      state: fc.constantFrom(...targetStates),
      attempt: fc.nat({ max: 5 }),
      stagedAt: fc.constantFrom(undefined, DUE),
      preparedAt: fc.constantFrom(undefined, DUE - MINUTE),
      leaseUntil: fc.constantFrom(undefined, DUE - MINUTE, DUE + MINUTE),
      armedAt: fc.constantFrom(undefined, DUE - 3 * MINUTE),
      armUntil: fc.constantFrom(undefined, DUE - 2 * MINUTE),
      absentAt: fc.constantFrom(undefined, DUE - 2 * MINUTE),
      retryAt: fc.constantFrom(undefined, DUE, UNTIL),
    })
    .map((fields) => createTarget(fields));
  fc.assert(
    fc.property(target, event, fc.integer({ min: 0, max: 17 * MINUTE }), (from, what, ms) => {
      const next = step(from, what, inPrayer(ms));
      const doing = next.kind === 'ignored' ? [] : next.effects.map((effect) => effect.do);
      expect(doing).not.toContain('publish');
      if (next.kind === 'moved' && from.state === 'scheduled') expect(next.target.state).not.toBe('claimed');
    }),
    { numRuns: 5_000 },
  );
});

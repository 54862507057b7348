import { describe, expect, it } from 'vitest';
import type { PublishingEvent } from '#shared/publishing/event.ts';
import { step } from '#shared/publishing/step.ts';
import { at, comesBack, createTarget, DUE } from './build.ts';
import { moved, run } from './moved.ts';

const MINUTE = 60_000;

const claimed = createTarget({
  state: 'claimed',
  fence: 2,
  attempt: 1,
  leaseUntil: DUE + 90_000,
  checkAt: DUE + 180_000,
});
const staged = createTarget({ ...claimed, state: 'staged', handle: { containerId: '9' }, stagedAt: DUE + 1_000 });
const armed = createTarget({ ...staged, state: 'armed', armedAt: DUE + 6_000, armUntil: DUE + 26_000 });
const unknown = createTarget({ ...armed, state: 'unknown' });

describe('the way of a post that meets no trouble', () => {
  it('goes from scheduled over claimed, staged and armed to published, one effect at a time', () => {
    const claim = moved(step(createTarget(), { type: 'look' }, at(0)));
    expect(claim).toMatchObject({
      target: { state: 'claimed', fence: 2, attempt: 1, version: 8 },
      effects: [{ do: 'stage', afterMs: 0 }],
    });

    const stage = moved(step(claim.target, { type: 'staged', fence: 2, handle: { containerId: '9' } }, at(1_000)));
    expect(stage).toMatchObject({
      target: { state: 'staged', version: 9 },
      effects: [{ do: 'check', afterMs: 5_000 }],
    });

    const arm = moved(step(stage.target, { type: 'checked', fence: 2, found: 'ready' }, at(6_000)));
    expect(arm).toMatchObject({
      target: { state: 'armed', armedAt: DUE + 6_000, version: 10 },
      effects: [{ do: 'publish', afterMs: 0 }],
    });

    const done = moved(
      step(arm.target, { type: 'published', fence: 2, externalId: '17', permalink: 'https://p' }, at(7_000)),
    );
    expect(done.target).toMatchObject({ state: 'published', externalId: '17', publishedAt: DUE + 7_000, version: 11 });
    expect(done.target.checkAt).toBeUndefined();
    expect(done.effects).toEqual([]);
  });

  it('keeps the due index unmoved between claim and commit, because each move costs two index writes', () => {
    const { target } = run(createTarget(), [0, { type: 'look' }]);
    const checkAt = target.checkAt;
    const { target: later } = run(
      target,
      [1_000, { type: 'staged', fence: 2, handle: { containerId: '9' } }],
      [6_000, { type: 'checked', fence: 2, found: 'ready' }],
    );
    expect(later.state).toBe('armed');
    expect(later.checkAt).toBe(checkAt);
  });

  it('waits longer between looks while the platform processes, and gives the container up after five minutes', () => {
    const first = moved(step(staged, { type: 'checked', fence: 2, found: 'processing' }, at(6_000)));
    expect(first.effects).toEqual([{ do: 'check', afterMs: 10_000 }]);
    const second = moved(step(first.target, { type: 'checked', fence: 2, found: 'processing' }, at(16_000)));
    expect(second.effects).toEqual([{ do: 'check', afterMs: 20_000 }]);
    const over = moved(step(second.target, { type: 'checked', fence: 2, found: 'processing' }, at(302_000)));
    expect(over.target).toMatchObject({ state: 'scheduled', reason: 'platform.busy' });
    expect(over.target.handle).toBeUndefined();
  });
});

describe('who may work on a target', () => {
  it('never starts more than half a minute before its time', () => {
    expect(step(createTarget(), { type: 'look' }, at(-31_000)).kind).toBe('continue');
    expect(step(createTarget(), { type: 'look' }, at(-29_000)).kind).toBe('moved');
  });

  it('lets a second worker wait while the first holds the lease, and in when it has lapsed', () => {
    expect(step(claimed, { type: 'look' }, at(89_999))).toEqual(comesBack(1));
    const again = moved(step(claimed, { type: 'look' }, at(90_000)));
    expect(again.target).toMatchObject({ state: 'claimed', fence: 3, attempt: 2 });
  });

  it('goes on with the container of a dead worker instead of making another', () => {
    const again = moved(step(staged, { type: 'look' }, at(90_000)));
    expect(again).toMatchObject({ target: { state: 'staged', fence: 3 }, effects: [{ do: 'check', afterMs: 0 }] });
  });

  it('lets only the holder of the fence continue a staged target', () => {
    expect(step(staged, { type: 'look', fence: 2 }, at(5_000))).toEqual({
      kind: 'continue',
      effects: [{ do: 'check', afterMs: 0 }],
    });
    expect(step(staged, { type: 'look', fence: 1 }, at(5_000))).toEqual(comesBack(85_000));
  });

  it.each([
    { type: 'staged', fence: 1, handle: {} },
    { type: 'checked', fence: 1, found: 'ready' },
    { type: 'published', fence: 1, externalId: '1' },
    { type: 'reconciled', fence: 1, found: 'live' },
    { type: 'fault', fence: 1, during: 'publish', fault: { disposition: 'permanent', reason: 'content.refused' } },
  ] satisfies PublishingEvent[])('a worker who lost the fence can report nothing: $type', (event) => {
    expect(step(armed, event, at(7_000))).toEqual({ kind: 'ignored', why: 'fenced' });
  });

  it('leaves what rests alone', () => {
    for (const state of ['draft', 'paused', 'failed', 'missed', 'cancelled', 'needs_review'] as const)
      expect(step(createTarget({ state }), { type: 'look' }, at(0))).toEqual({ kind: 'ignored', why: 'resting' });
    expect(step(createTarget({ state: 'published', permalink: 'x' }), { type: 'look' }, at(0)).kind).toBe('ignored');
  });

  it('gives up on a target on which workers keep dying', () => {
    const result = moved(step(createTarget({ ...claimed, attempt: 5 }), { type: 'look' }, at(95_000)));
    expect(result.target).toMatchObject({ state: 'failed', reason: 'publishing.gave_up' });
  });
});

describe('doubt about the one call that cannot be taken back', () => {
  it('an armed target without a result is never sent by whoever finds it', () => {
    expect(step(armed, { type: 'look' }, at(85_999))).toEqual(comesBack(1));
    const found = moved(step(armed, { type: 'look' }, at(86_000)));
    expect(found).toMatchObject({ target: { state: 'unknown', fence: 3 }, effects: [{ do: 'reconcile', afterMs: 0 }] });
  });

  it('a time-out of the call is unknown, not failed, and is asked about', () => {
    const fault = { disposition: 'unknown', reason: 'platform.unavailable' } as const;
    const result = moved(step(armed, { type: 'fault', fence: 2, during: 'publish', fault }, at(26_000)));
    expect(result).toMatchObject({ target: { state: 'unknown' }, effects: [{ do: 'reconcile', afterMs: 15_000 }] });
  });

  it('what is found live is published without a second call', () => {
    const result = moved(
      step(unknown, { type: 'reconciled', fence: 2, found: 'live', externalId: '17', permalink: 'p' }, at(41_000)),
    );
    expect(result).toMatchObject({ target: { state: 'published', externalId: '17' }, effects: [] });
  });

  it('absence counts only after nobody can still be sending, and only when read twice a minute apart', () => {
    const early = moved(step(unknown, { type: 'reconciled', fence: 2, found: 'absent' }, at(41_000)));
    expect(early).toMatchObject({ target: { state: 'unknown' }, effects: [{ do: 'reconcile', afterMs: 45_000 }] });
    const once = moved(step(early.target, { type: 'reconciled', fence: 2, found: 'absent' }, at(86_000)));
    expect(once).toMatchObject({
      target: { state: 'unknown', absentAt: DUE + 86_000 },
      effects: [{ do: 'reconcile', afterMs: 60_000 }],
    });
    const proven = moved(step(once.target, { type: 'reconciled', fence: 2, found: 'absent' }, at(146_000)));
    expect(proven.target).toMatchObject({ state: 'scheduled', handle: { containerId: '9' } });
    expect(proven.effects, 'it was waited for long enough').toEqual([{ do: 'look', afterMs: 0 }]);
    expect(proven.target.armedAt).toBeUndefined();
  });

  it('what was blocked as spam and proved absent fails and is never sent again by itself', () => {
    const blocked = { ...unknown, reason: 'platform.blocked', absentAt: DUE + 166_000 } as const;
    const result = moved(step(blocked, { type: 'reconciled', fence: 2, found: 'absent' }, at(226_000)));
    expect(result).toMatchObject({ target: { state: 'failed', reason: 'platform.blocked' }, effects: [] });
  });

  it('asks a person when it stays unclear for twelve minutes', () => {
    const fault = { disposition: 'retry', reason: 'platform.unavailable' } as const;
    const waiting = moved(step(unknown, { type: 'fault', fence: 2, during: 'reconcile', fault }, at(12 * MINUTE)));
    expect(waiting.target.state).toBe('unknown');
    const asked = moved(
      step(unknown, { type: 'fault', fence: 2, during: 'reconcile', fault }, at(12 * MINUTE + 7_000)),
    );
    expect(asked).toMatchObject({ target: { state: 'needs_review', reason: 'publishing.in_doubt' }, effects: [] });
  });

  it('a container that says it is published although we never armed it is reconciled, not sent', () => {
    const result = moved(step(staged, { type: 'checked', fence: 2, found: 'published' }, at(6_000)));
    expect(result).toMatchObject({ target: { state: 'unknown' }, effects: [{ do: 'reconcile', afterMs: 0 }] });
  });

  it('a dead token while in doubt proves nothing', () => {
    const fault = { disposition: 'reconnect', reason: 'account.reconnect' } as const;
    const result = moved(step(unknown, { type: 'fault', fence: 2, during: 'reconcile', fault }, at(41_000)));
    expect(result.target.state).toBe('unknown');
  });
});

describe('trouble before anything can be visible', () => {
  it('waits at least as long as the platform asks, and never longer than its grace', () => {
    const fault = { disposition: 'retry', reason: 'platform.quota', retryAfterMs: 900_000 } as const;
    const waiting = moved(step(claimed, { type: 'fault', fence: 2, during: 'stage', fault }, at(1_000)));
    expect(waiting).toMatchObject({
      target: { state: 'scheduled', reason: 'platform.quota', retryAt: DUE + 901_000 },
      effects: [{ do: 'look', afterMs: 900_000 }],
    });
    const late = moved(
      step(
        { ...claimed, leaseUntil: DUE + 3_600_000 },
        { type: 'fault', fence: 2, during: 'stage', fault },
        at(50 * MINUTE),
      ),
    );
    expect(late.target).toMatchObject({ state: 'missed', reason: 'platform.quota' });
  });

  it('backs off twice as long each time, spread over the whole span', () => {
    const fault = { disposition: 'retry', reason: 'platform.busy' } as const;
    const waits = [1, 2, 3, 4].map((attempt) => {
      const result = moved(
        step({ ...claimed, attempt }, { type: 'fault', fence: 2, during: 'stage', fault }, at(1_000)),
      );
      return result.effects[0]?.afterMs;
    });
    expect(waits).toEqual([15_000, 30_000, 60_000, 120_000]);
    expect(
      moved(step(claimed, { type: 'fault', fence: 2, during: 'stage', fault }, at(1_000, 0.1))).effects[0]?.afterMs,
    ).toBe(1_500);
  });

  it('stops after five attempts and says why', () => {
    const fault = { disposition: 'retry', reason: 'platform.unavailable' } as const;
    const result = moved(
      step({ ...claimed, attempt: 5 }, { type: 'fault', fence: 2, during: 'stage', fault }, at(1_000)),
    );
    expect(result).toMatchObject({ target: { state: 'failed', reason: 'platform.unavailable' }, effects: [] });
  });

  it('a refused image fails at once; a dead token asks to reconnect', () => {
    const refused = moved(
      step(
        claimed,
        {
          type: 'fault',
          fence: 2,
          during: 'stage',
          fault: { disposition: 'permanent', reason: 'content.image_ratio' },
        },
        at(1_000),
      ),
    );
    expect(refused.target).toMatchObject({ state: 'failed', reason: 'content.image_ratio' });
    const dead = moved(
      step(
        claimed,
        { type: 'fault', fence: 2, during: 'stage', fault: { disposition: 'reconnect', reason: 'account.reconnect' } },
        at(1_000),
      ),
    );
    expect(dead.target).toMatchObject({ state: 'failed', reason: 'account.reconnect' });
  });

  it('a post not begun within its grace is missed and asks, it is never flushed', () => {
    expect(moved(step(createTarget(), { type: 'look' }, at(60 * MINUTE + 1))).target).toMatchObject({
      state: 'missed',
      reason: 'publishing.grace_over',
    });
    expect(moved(step(staged, { type: 'checked', fence: 2, found: 'ready' }, at(60 * MINUTE + 1))).target.state).toBe(
      'missed',
    );
  });
});

import { describe, expect, it } from 'vitest';
import { applyCommand } from '#shared/publishing/command.ts';
import { firstCheckAt } from '#shared/publishing/prepare.ts';
import { step } from '#shared/publishing/step.ts';
import { at, createTarget, DUE } from './build.ts';
import { moved, run } from './moved.ts';

const MINUTE = 60_000;
const scheduled = createTarget({ checkAt: DUE - 25 * MINUTE });
const handle = { containerId: '9' };
const staged = createTarget({ handle, stagedAt: DUE - 20 * MINUTE });
const prepared = createTarget({ ...staged, preparedAt: DUE - 19 * MINUTE });

describe('a target ahead of its minute', () => {
  it('is left alone until 25 minutes before', () => {
    expect(step(scheduled, { type: 'look' }, at(-25 * MINUTE - 1))).toEqual({ kind: 'ignored', why: 'early' });
    expect(step(scheduled, { type: 'look' }, at(-25 * MINUTE))).toEqual({
      kind: 'continue',
      effects: [{ do: 'stage', afterMs: 0 }],
    });
  });

  it('is handed over, watched until it is ready, and stays scheduled all the while, without a line in its history', () => {
    const stage = moved(step(scheduled, { type: 'staged', fence: 1, handle }, at(-20 * MINUTE)));
    expect(stage).toMatchObject({
      action: undefined,
      target: { state: 'scheduled', handle, fence: 1, attempt: 0, checkAt: DUE - 20 * MINUTE + 5_000 + 3 * MINUTE },
      effects: [{ do: 'check', afterMs: 5_000 }],
    });
    const wait = moved(step(stage.target, { type: 'checked', fence: 1, found: 'processing' }, at(-19.9 * MINUTE)));
    expect(wait).toMatchObject({
      action: undefined,
      target: { polls: 1 },
      effects: [{ do: 'check', afterMs: 10_000 }],
    });
    const ready = moved(step(wait.target, { type: 'checked', fence: 1, found: 'ready' }, at(-19.5 * MINUTE)));
    expect(ready).toMatchObject({
      action: undefined,
      target: { state: 'scheduled', preparedAt: DUE - 19.5 * MINUTE, checkAt: DUE + 90_000 },
      effects: [],
    });
    expect(step(ready.target, { type: 'look' }, at(-10 * MINUTE))).toEqual({ kind: 'ignored', why: 'early' });
  });

  it('is asked about once a minute in the end; the sweeper looks three minutes later, but not after its minute', () => {
    const waits = (ms: number) => {
      const slow = createTarget({ ...staged, polls: 9, stagedAt: DUE + ms - MINUTE, checkAt: DUE - 25 * MINUTE });
      return moved(step(slow, { type: 'checked', fence: 1, found: 'processing' }, at(ms)));
    };
    expect(waits(-16 * MINUTE)).toMatchObject({
      target: { checkAt: DUE - 12 * MINUTE },
      effects: [{ do: 'check', afterMs: MINUTE }],
    });
    expect(waits(-MINUTE).target.checkAt).toBe(DUE + 90_000);
  });

  it('goes on with what is with the network when somebody looks again', () => {
    expect(step(staged, { type: 'look' }, at(-10 * MINUTE))).toEqual({
      kind: 'continue',
      effects: [{ do: 'check', afterMs: 0 }],
    });
  });

  it('is armed at once at its minute: nothing but the call is left', () => {
    const arm = moved(step(prepared, { type: 'look' }, at(0)));
    expect(arm).toMatchObject({
      action: 'target.armed',
      target: { state: 'armed', fence: 2, attempt: 1, armUntil: DUE + 20_000, preparedAt: undefined, handle },
      effects: [{ do: 'publish', afterMs: 0 }],
    });
    // Whoever was still preparing has lost it.
    expect(step(arm.target, { type: 'checked', fence: 1, found: 'ready' }, at(1)).kind).toBe('ignored');
  });

  it('is missed when nobody came within its grace, prepared or not', () => {
    expect(moved(step(prepared, { type: 'look' }, at(61 * MINUTE))).target.state).toBe('missed');
  });

  it('that is with the network but was never seen ready is claimed and checked as usual', () => {
    expect(moved(step(staged, { type: 'look' }, at(0)))).toMatchObject({
      target: { state: 'staged', fence: 2 },
      effects: [{ do: 'check', afterMs: 0 }],
    });
  });

  it('counts nothing twice: a second preparation of the same target is not stored', () => {
    for (const target of [staged, prepared])
      expect(step(target, { type: 'staged', fence: 1, handle }, at(-9 * MINUTE))).toEqual({
        kind: 'ignored',
        why: 'impossible',
      });
    for (const target of [scheduled, prepared])
      expect(step(target, { type: 'checked', fence: 1, found: 'ready' }, at(-9 * MINUTE))).toEqual({
        kind: 'ignored',
        why: 'impossible',
      });
  });

  it('that was deferred waits for its own time and is not prepared again', () => {
    const deferred = createTarget({ publishAt: DUE, retryAt: DUE + 5 * MINUTE });
    expect(step(deferred, { type: 'look' }, at(0))).toEqual({ kind: 'ignored', why: 'early' });
  });
});

describe('trouble while preparing', () => {
  const fault = (disposition: 'retry' | 'restage' | 'permanent' | 'reconnect' | 'unknown', retryAfterMs?: number) =>
    ({
      type: 'fault',
      fence: 1,
      during: 'check',
      fault: { disposition, reason: 'content.refused', ...(retryAfterMs ? { retryAfterMs } : {}) },
    }) as const;

  it.each(['retry', 'unknown'] as const)('%s: the sweeper tries again, with what is there', (disposition) => {
    const { target } = moved(step(staged, fault(disposition), at(-15 * MINUTE)));
    expect(target).toMatchObject({ state: 'scheduled', handle, checkAt: DUE - 12 * MINUTE });
    expect(target.reason).toBeUndefined();
  });

  it('not before the network wants it, and never after its minute', () => {
    expect(moved(step(staged, fault('retry', 4 * MINUTE), at(-15 * MINUTE))).target.checkAt).toBe(DUE - 8 * MINUTE);
    expect(moved(step(staged, fault('retry', 30 * MINUTE), at(-15 * MINUTE))).target.checkAt).toBe(DUE + 90_000);
  });

  it('a useless handle is dropped', () => {
    const { target } = moved(step(staged, fault('restage'), at(-15 * MINUTE)));
    expect([target.handle, target.stagedAt, target.state]).toEqual([undefined, undefined, 'scheduled']);
  });

  it.each(['permanent', 'reconnect'] as const)('%s: told at once, tried once more at the minute', (disposition) => {
    const { target } = moved(step(staged, fault(disposition), at(-15 * MINUTE)));
    expect(target).toMatchObject({ state: 'scheduled', reason: 'content.refused', checkAt: DUE + 90_000 });
    expect(moved(step(target, { type: 'look' }, at(0))).target.state).toBe('claimed');
  });

  it('a network that processes for too long is given up, and handed it again', () => {
    const processing = { type: 'checked', fence: 1, found: 'processing' } as const;
    expect(run(staged, [-15 * MINUTE, processing]).target).toMatchObject({ handle, polls: 1 });
    const { target } = run(staged, [-15 * MINUTE + 1, processing]);
    expect([target.handle, target.stagedAt, target.checkAt]).toEqual([undefined, undefined, DUE - 12 * MINUTE + 1]);
  });

  it('something odd is left to the minute', () => {
    const swept = createTarget({ ...staged, checkAt: DUE - 14 * MINUTE });
    const left = moved(step(swept, { type: 'checked', fence: 1, found: 'published' }, at(-15 * MINUTE)));
    expect(left.target).toMatchObject({ state: 'scheduled', handle, polls: 0, checkAt: DUE + 90_000 });
    expect(left.effects).toEqual([]);
  });

  it('a prepared target has nothing to fail', () => {
    expect(step(prepared, fault('permanent'), at(-5 * MINUTE))).toEqual({ kind: 'ignored', why: 'impossible' });
  });
});

describe('when the sweeper first looks', () => {
  it('is 25 minutes before, or a little after the minute when there is no time to prepare', () => {
    expect(firstCheckAt(DUE, DUE - 60 * MINUTE)).toBe(DUE - 25 * MINUTE);
    expect(firstCheckAt(DUE, DUE - 6 * MINUTE - 1)).toBe(DUE - 25 * MINUTE);
    expect(firstCheckAt(DUE, DUE - 6 * MINUTE)).toBe(DUE + 90_000);
  });

  it.each(['schedule', 'edit'] as const)('a person who comes in between (%s) throws away what was prepared', (type) => {
    const by = type === 'schedule' ? { type, revision: 4, publishAt: DUE + MINUTE } : { type, revision: 4 };
    const result = applyCommand(prepared, by, DUE - 10 * MINUTE);
    expect(result.done && result.target).toMatchObject({ state: 'scheduled', revision: 4, fence: 2 });
    if (result.done) expect([result.target.handle, result.target.preparedAt]).toEqual([undefined, undefined]);
  });
});

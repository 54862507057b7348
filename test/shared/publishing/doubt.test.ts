import { describe, expect, it } from 'vitest';
import { applyCommand } from '#shared/publishing/command.ts';
import type { PublishingEvent } from '#shared/publishing/event.ts';
import { needsWorker } from '#shared/publishing/look.ts';
import { step } from '#shared/publishing/step.ts';
import { at, comesBack, createTarget, DUE } from './build.ts';
import { moved } from './moved.ts';

const MINUTE = 60_000;
const SETTLED = 80_000;
const handle = { containerId: '9' };
const staged = createTarget({ state: 'staged', fence: 2, attempt: 1, handle, stagedAt: DUE, leaseUntil: DUE + 90_000 });
const unknown = createTarget({
  ...staged,
  state: 'unknown',
  armedAt: DUE,
  armUntil: DUE + 20_000,
  leaseUntil: DUE + 3 * MINUTE,
});
const found = (what: 'absent' | 'processing' | 'lost'): PublishingEvent => ({
  type: 'reconciled',
  fence: 2,
  found: what,
});

describe('who looks after a target in doubt', () => {
  it('its own worker goes on asking', () => {
    expect(step(unknown, { type: 'look', fence: 2 }, at(MINUTE))).toEqual({
      kind: 'continue',
      effects: [{ do: 'reconcile', afterMs: 0 }],
    });
  });

  it('whoever else looks while its worker may be at it comes back when that worker cannot be any more', () => {
    expect(step(unknown, { type: 'look' }, at(3 * MINUTE - 1))).toEqual(comesBack(1));
  });

  it('whoever comes after that takes it over, and the answer of the one before counts no more', () => {
    const taken = moved(step(unknown, { type: 'look' }, at(3 * MINUTE)));
    expect(taken).toMatchObject({
      target: { state: 'unknown', fence: 3 },
      effects: [{ do: 'reconcile', afterMs: 0 }],
    });
    expect(step(taken.target, found('lost'), at(3 * MINUTE))).toEqual({ kind: 'ignored', why: 'fenced' });
  });
});

describe('what the network says about a post in doubt', () => {
  it('still at it, once nobody can be sending: it is asked again after half a minute, and nothing is proved', () => {
    const waits = moved(step(unknown, found('processing'), at(SETTLED)));
    expect(waits).toMatchObject({ target: { state: 'unknown' }, effects: [{ do: 'reconcile', afterMs: 30_000 }] });
    expect(waits.target.absentAt).toBeUndefined();
  });

  it('what it held is gone: it is made anew and sent again, but only once nobody can be sending', () => {
    expect(moved(step(unknown, found('lost'), at(SETTLED - 1))).target.state).toBe('unknown');
    const { target } = moved(step(unknown, found('lost'), at(SETTLED)));
    expect(target).toMatchObject({ state: 'scheduled', fence: 3, reason: 'platform.unavailable' });
    expect([target.handle, target.stagedAt, target.armUntil]).toEqual([undefined, undefined, undefined]);
  });

  it('absent twice: it is sent again, and history says that the network did not answer', () => {
    const { target } = moved(step({ ...unknown, absentAt: DUE + SETTLED }, found('absent'), at(SETTLED + MINUTE)));
    expect(target).toMatchObject({ state: 'scheduled', reason: 'platform.unavailable', handle });
    expect(target.absentAt).toBeUndefined();
  });

  it('absent and blocked as spam: it rests, and what was blocked is not kept for the next try', () => {
    const blocked = { ...unknown, reason: 'platform.blocked', absentAt: DUE + SETTLED } as const;
    const { target } = moved(step(blocked, found('absent'), at(SETTLED + MINUTE)));
    expect(target).toMatchObject({ targetId: 'tg_1', version: 8, state: 'failed' });
    expect(target.handle).toBeUndefined();
  });

  it('out, although we never armed it: doubt begins now, with its full patience', () => {
    const { target } = moved(step(staged, { type: 'checked', fence: 2, found: 'published' }, at(6_000)));
    expect(target).toMatchObject({ state: 'unknown', armedAt: DUE + 6_000, armUntil: DUE + 6_000 });
    expect(moved(step(target, found('lost'), at(65_999))).target.state).toBe('unknown');
  });
});

describe('doubt that does not end', () => {
  it('is a question to a person after twelve minutes, not an instant before', () => {
    expect(moved(step(unknown, found('processing'), at(12 * MINUTE))).target.state).toBe('unknown');
    expect(moved(step(unknown, found('processing'), at(12 * MINUTE + 1))).target.state).toBe('needs_review');
  });

  it('is a question for a thread too, although a part of it is out', () => {
    const thread = createTarget({ ...unknown, pieces: 3, parts: ['p1'] });
    expect(moved(step(thread, found('processing'), at(13 * MINUTE))).target.state).toBe('needs_review');
  });
});

describe('a person who says that it is not there', () => {
  const inDoubt = createTarget({ ...unknown, state: 'needs_review', reason: 'publishing.in_doubt' });
  const HOUR = 60 * MINUTE;
  const no = applyCommand(inDoubt, { type: 'resolve', revision: 4, seen: false }, DUE + HOUR);
  if (!no.done) throw new Error(no.refusal);
  const { target: denied } = no;
  const heard = (what: PublishingEvent, ms = HOUR + 1_000) =>
    moved(step(denied, { ...what, fence: 3 } as typeof what, at(ms)));

  it('is not believed before the network was asked once more', () => {
    expect(denied).toMatchObject({ state: 'unknown', fence: 3, revision: 4, attempt: 0, handle, armedAt: DUE });
    expect(needsWorker(denied)).toBe(true);
    expect(needsWorker(unknown)).toBe(false);
    expect(step(denied, { type: 'look', fence: 3 }, at(HOUR))).toEqual({
      kind: 'continue',
      effects: [{ do: 'reconcile', afterMs: 0 }],
    });
  });

  it('erred when it is found: it is bound, and has been out since it was sent', () => {
    const live = heard({ type: 'reconciled', fence: 3, found: 'live', externalId: '17', permalink: 'https://p' });
    expect(live).toMatchObject({
      action: 'target.found',
      target: { state: 'published', externalId: '17', publishedAt: DUE, deniedAt: DUE + HOUR },
      effects: [],
    });
  });

  it.each(['absent', 'lost'] as const)(
    'was right when it is %s: it is sent again at once, inside a new grace',
    (what) => {
      const again = heard(found(what));
      expect(again).toMatchObject({
        action: 'target.absent',
        target: { state: 'scheduled', graceUntil: DUE + 2 * HOUR },
        effects: [{ do: 'look', afterMs: 0 }],
      });
      expect(again.target.deniedAt).toBeUndefined();
    },
  );

  it('is asked once more when the network tells nothing for twelve minutes', () => {
    const silent = { disposition: 'retry', reason: 'platform.unavailable' } as const;
    const fault: PublishingEvent = { type: 'fault', fence: 3, during: 'reconcile', fault: silent };
    expect(heard(fault, HOUR + 12 * MINUTE).target.state).toBe('unknown');
    expect(heard(fault, HOUR + 12 * MINUTE + 1).target.state).toBe('needs_review');
  });
});

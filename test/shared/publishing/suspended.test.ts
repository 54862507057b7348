import { describe, expect, it } from 'vitest';
import { problemOf } from '#shared/posts/next-step.ts';
import type { PublishingEvent } from '#shared/publishing/event.ts';
import { overdueMs } from '#shared/publishing/late.ts';
import { step } from '#shared/publishing/step.ts';
import type { Target } from '#shared/publishing/target.ts';
import { at, comesBack, createTarget, DUE } from './build.ts';
import { moved } from './moved.ts';

const MINUTE = 60_000;
const look: PublishingEvent = { type: 'look' };
const ready = { type: 'checked', fence: 1, found: 'ready' } as const;
const suspendedAt = (ms: number) => ({ ...at(ms), suspended: true });
const handle = { containerId: '9' };
const prepared = createTarget({ handle, stagedAt: DUE - 20 * MINUTE, preparedAt: DUE - 19 * MINUTE });
const staged = createTarget({ state: 'staged', attempt: 1, handle, stagedAt: DUE, leaseUntil: DUE + 90_000 });
const held = moved(step(prepared, look, suspendedAt(0))).target;

describe('a post whose business is suspended at its minute', () => {
  it('is held back where it waits, with its reason, and nothing is called', () => {
    expect(moved(step(prepared, look, suspendedAt(0)))).toEqual({
      kind: 'moved',
      action: 'target.suspended',
      target: { ...prepared, version: 8, fence: 2, reason: 'client.suspended', checkAt: DUE },
      effects: [],
    });
    expect(problemOf(held, { state: 'scheduled' }, {})).toEqual({ reason: 'client.suspended', step: 'wait' });
  });

  it('is told once, however often somebody looks, and is nothing that a worker forgot', () => {
    for (const ms of [1, 5 * MINUTE, 60 * MINUTE])
      expect(step(held, look, suspendedAt(ms))).toEqual({ kind: 'ignored', why: 'suspended' });
    expect(overdueMs(held, DUE + 30 * MINUTE)).toBe(0);
    expect(overdueMs({ ...held, state: 'claimed', leaseUntil: DUE }, DUE + 30 * MINUTE)).toBe(30 * MINUTE);
  });

  it('goes on by itself inside its grace, with what the network holds of it', () => {
    const on = moved(step(held, look, at(60 * MINUTE)));
    expect(on).toMatchObject({ action: 'target.armed', target: { attempt: 1, handle }, effects: [{ do: 'publish' }] });
  });

  it.each([true, false])('past its grace it is missed and asks (still suspended: %s)', (suspended) => {
    const { target } = moved(step(held, look, { ...at(60 * MINUTE + 1), suspended }));
    expect(target).toMatchObject({ state: 'missed', reason: 'client.suspended', checkAt: undefined });
    expect(problemOf(target, { state: 'missed' }, {})?.step).toBe('reschedule');
  });

  it('is not prepared before its minute either', () => {
    expect(step(createTarget(), look, suspendedAt(-20 * MINUTE))).toEqual({ kind: 'ignored', why: 'suspended' });
    expect(step(createTarget(), look, suspendedAt(-30_001)).kind).toBe('ignored');
    expect(moved(step(createTarget(), look, suspendedAt(-30_000))).action).toBe('target.suspended');
  });
});

describe('a post whose business is suspended while it is on its way', () => {
  const on: [string, Target, PublishingEvent, number][] = [
    ['ready to be sent', staged, ready, 6_000],
    ['still processed', staged, { ...ready, found: 'processing' }, 6_000],
    ['about to be checked', staged, { type: 'look', fence: 1 }, 6_000],
    ['left by a dead worker', staged, look, 90_000],
    ['left by a dead worker, claimed', { ...staged, state: 'claimed' }, look, 90_000],
  ];
  it.each(on)('%s: is taken back, without losing an attempt', (_, target, event, ms) => {
    const back = moved(step(target, event, suspendedAt(ms)));
    expect(back).toMatchObject({ action: 'target.suspended', effects: [] });
    expect(back.target).toMatchObject({ state: 'scheduled', attempt: 0, fence: 2, handle, checkAt: DUE + ms });
    expect([back.target.leaseUntil, back.target.retryAt]).toEqual([undefined, undefined]);
  });

  it('is left to the worker who has it', () => {
    expect(step(staged, look, suspendedAt(5_000))).toEqual(comesBack(85_000));
    expect(step({ ...staged, state: 'claimed' }, { type: 'look', fence: 1 }, suspendedAt(5_000))).toEqual(
      comesBack(85_000),
    );
    expect(step(staged, { ...ready, fence: 0 }, suspendedAt(5_000))).toEqual({ kind: 'ignored', why: 'fenced' });
  });

  it.each<[string, Target, PublishingEvent]>([
    ['an answer to what was sent', { ...staged, state: 'armed' }, { type: 'published', fence: 1, externalId: '1' }],
    ['a doubt', { ...staged, state: 'unknown', armedAt: DUE }, { type: 'reconciled', fence: 1, found: 'live' }],
    ['out although nobody sent it', staged, { ...ready, found: 'published' }],
  ])('%s is read up as always', (_, target, event) => {
    expect(step(target, event, suspendedAt(3 * MINUTE))).toEqual(step(target, event, at(3 * MINUTE)));
  });
});

describe('the first comment of a suspended business', () => {
  const comment = { state: 'waiting', attempt: 0 } as const;
  const armed = createTarget({ state: 'armed', armedAt: DUE, armUntil: DUE + 20_000, comment });
  const event: PublishingEvent = { type: 'published', fence: 1, externalId: '17', permalink: 'https://p' };
  const out = moved(step(armed, event, suspendedAt(0))).target;

  it('is not begun with the publication, and begun once the business is active again', () => {
    expect(out).toMatchObject({ state: 'published', comment, checkAt: DUE });
    expect(step(out, look, suspendedAt(60 * MINUTE))).toEqual({ kind: 'ignored', why: 'suspended' });
    expect(moved(step(out, look, at(30 * MINUTE)))).toMatchObject({ action: 'comment.posting' });
  });

  it('does not come an hour after its post, and says why', () => {
    expect(moved(step(out, look, suspendedAt(60 * MINUTE + 1))).target).toMatchObject({
      state: 'published',
      comment: { state: 'failed', reason: 'client.suspended' },
    });
  });
});

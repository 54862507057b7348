import { describe, expect, it } from 'vitest';
import { applyCommand } from '#shared/publishing/command.ts';
import type { PublishingEvent } from '#shared/publishing/event.ts';
import { step } from '#shared/publishing/step.ts';
import type { FirstComment, Target } from '#shared/publishing/target.ts';
import { at, createTarget, DUE } from './build.ts';
import { moved } from './moved.ts';

const MINUTE = 60_000;
const waiting: FirstComment = { state: 'waiting', attempt: 0 };
const posting: FirstComment = { state: 'posting', attempt: 1, at: DUE };
const out = (comment: FirstComment | undefined, change: Partial<Target> = {}) =>
  createTarget({ state: 'published', externalId: '17', permalink: 'https://p', publishedAt: DUE, comment, ...change });
const refused = { type: 'fault', fence: 1, during: 'comment' } as const;
const busy = { ...refused, fault: { disposition: 'retry', reason: 'platform.busy' } } as const;

describe('a first comment that has to wait', () => {
  it('keeps its own time when the address of its post is found before that', () => {
    const target = out({ state: 'waiting', attempt: 1, nextAt: DUE + 20 * MINUTE }, { permalink: undefined });
    const linked = { type: 'published', fence: 1, externalId: '17', permalink: 'https://p' } as const;
    expect(moved(step(target, linked, at(MINUTE)))).toMatchObject({
      target: { permalink: 'https://p', comment: { state: 'waiting', attempt: 1 } },
      effects: [],
    });
  });

  it('is begun half a minute early at most, watched for three minutes', () => {
    const target = out({ ...waiting, nextAt: DUE + 10 * MINUTE });
    expect(step(target, { type: 'look' }, at(9.5 * MINUTE - 1))).toEqual({ kind: 'ignored', why: 'early' });
    expect(moved(step(target, { type: 'look' }, at(9.5 * MINUTE))).target).toMatchObject({
      comment: { state: 'posting' },
      checkAt: DUE + 12.5 * MINUTE,
    });
  });

  it('is not begun while nobody knows which post it belongs to: that is looked for first, in its time', () => {
    const unknown = createTarget({ state: 'unknown', armedAt: DUE, armUntil: DUE, comment: waiting });
    const live = moved(step(unknown, { type: 'reconciled', fence: 1, found: 'live' }, at(MINUTE)));
    expect(live).toMatchObject({ target: { state: 'published', comment: waiting }, effects: [] });
    expect(step(live.target, { type: 'look' }, at(4 * MINUTE - 1))).toEqual({ kind: 'ignored', why: 'early' });
    expect(moved(step(live.target, { type: 'look' }, at(4 * MINUTE)))).toMatchObject({
      action: 'target.looked',
      target: { polls: 1, checkAt: DUE + 7 * MINUTE },
      effects: [{ do: 'permalink', afterMs: 0 }],
    });
  });
});

describe('a first comment that failed', () => {
  it('says that the network did not answer when it was proved absent', () => {
    const absent = { ...posting, absentAt: DUE + 3 * MINUTE };
    const again = moved(step(out(absent), { type: 'comment_sought', fence: 1, found: 'absent' }, at(4 * MINUTE)));
    expect(again.target.comment).toMatchObject({ state: 'waiting', reason: 'platform.unavailable' });
  });

  it('gets back the attempt that was not made', () => {
    const untried = { ...refused, fault: { ...busy.fault, untried: true, retryAfterMs: MINUTE } } as const;
    expect(moved(step(out({ ...posting, attempt: 2 }), untried, at(0))).target.comment).toMatchObject({
      state: 'waiting',
      attempt: 1,
    });
  });

  it('does not come more than an hour after its post', () => {
    expect(moved(step(out(posting), busy, at(60 * MINUTE))).target.comment?.state).toBe('waiting');
    const over = moved(step(out(posting), busy, at(60 * MINUTE + 1))).target;
    expect(over.comment).toMatchObject({ state: 'failed', reason: 'comment.gave_up' });
  });

  it('leaves the address of its post to be looked for, as often as that is done', () => {
    const final = { ...refused, fault: { disposition: 'permanent', reason: 'content.refused' } } as const;
    const nextLook = (polls: number) =>
      moved(step(out(posting, { permalink: undefined, polls }), final, at(0))).target.checkAt;
    expect([nextLook(2), nextLook(3)]).toEqual([DUE + 3 * MINUTE, undefined]);
  });

  it.each<PublishingEvent>([
    { type: 'commented', fence: 1, externalId: 'c1' },
    { type: 'comment_sought', fence: 1, found: 'absent' },
    busy,
  ])('is nothing for a target without one: $type', (event) => {
    expect(step(out(undefined), event, at(0))).toEqual({ kind: 'ignored', why: 'impossible' });
  });
});

it('the history tells that a person paused', () => {
  expect(applyCommand(createTarget(), { type: 'pause', revision: 4 }, DUE)).toMatchObject({ action: 'target.paused' });
});

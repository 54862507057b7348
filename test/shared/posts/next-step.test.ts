import { describe, expect, it } from 'vitest';
import { problemOf } from '#shared/posts/next-step.ts';
import { reasonStrings, stepStrings } from '#shared/publishing/reason-strings.ts';
import { reasonCodes, reasons } from '#shared/publishing/reasons.ts';
import type { TargetState } from '#shared/publishing/states.ts';

const failed = { state: 'failed' } as const;
const usable = {};
const unusable = { obstacle: 'account.reconnect' } as const;

describe('the next step of a target that went wrong', () => {
  it('exists for every reason, with a sentence and a label in both languages', () => {
    for (const reason of reasonCodes) {
      expect(problemOf({ state: 'failed', reason }, failed, usable)?.step, reason).toBeDefined();
      expect(reasonStrings[reason].ar, reason).toMatch(/\p{Script=Arabic}/u);
      expect(stepStrings[reasons[reason].step].en).not.toBe('');
    }
  });

  it('is patience while it is tried again by itself', () => {
    for (const reason of reasonCodes)
      expect(problemOf({ state: 'scheduled', reason, retryAt: 1 }, { state: 'scheduled' }, usable)).toEqual({
        reason,
        step: 'wait',
      });
  });

  it('is to mend what was found out while preparing, as long as there is time; nothing else is told so early', () => {
    const scheduled = { state: 'scheduled' } as const;
    expect(problemOf({ ...scheduled, reason: 'content.image_ratio' }, scheduled, usable)?.step).toBe('edit');
    const dead = { ...scheduled, reason: 'account.reconnect' } as const;
    expect(problemOf(dead, scheduled, unusable)?.step).toBe('reconnect');
    expect(problemOf(dead, scheduled, usable)).toBeUndefined();
    expect(problemOf({ ...scheduled, reason: 'platform.busy' }, scheduled, usable)).toBeUndefined();
  });

  it('of a thread that stopped is to send the rest', () => {
    const target = { state: 'partial', reason: 'content.refused' } as const;
    expect(problemOf(target, { state: 'partial' }, usable)).toEqual({ reason: 'content.refused', step: 'retry' });
  });

  it('is to reconnect, and once that is done to try again', () => {
    const target = { state: 'failed', reason: 'account.reconnect' } as const;
    expect(problemOf(target, failed, unusable)?.step).toBe('reconnect');
    expect(problemOf(target, failed, undefined)?.step).toBe('reconnect');
    expect(problemOf(target, failed, usable)?.step).toBe('retry');
  });

  it('is never to edit or move what has gone out on another account', () => {
    const partial = { state: 'partial' } as const;
    for (const reason of reasonCodes)
      for (const state of ['failed', 'missed'] as const)
        expect(['edit', 'reschedule']).not.toContain(problemOf({ state, reason }, partial, usable)?.step);
  });

  it('is a new time for what was missed, and a decision for what is in doubt', () => {
    const missed = { state: 'missed', reason: 'publishing.grace_over' } as const;
    expect(problemOf(missed, { state: 'missed' }, usable)?.step).toBe('reschedule');
    const doubt = { state: 'needs_review', reason: 'publishing.in_doubt' } as const;
    expect(problemOf(doubt, { state: 'needs_review' }, usable)?.step).toBe('resolve');
  });

  it('beside a paused account is to edit, unless a third one has the post already', () => {
    const target = { state: 'failed', reason: 'content.caption' } as const;
    const targets = (...states: TargetState[]) => states.map((state) => ({ state }));
    expect(problemOf(target, { state: 'paused', targets: targets('paused', 'failed') }, usable)?.step).toBe('edit');
    const partly = { state: 'paused', targets: targets('paused', 'failed', 'published') } as const;
    expect(problemOf(target, partly, usable)?.step).toBe('write_again');
  });

  it('is to reconnect wherever something is meant for an account that cannot publish', () => {
    const scheduled = { state: 'scheduled' } as const;
    for (const state of ['draft', 'scheduled', 'paused'] as const)
      for (const obstacle of ['account.disconnected', 'account.reconnect', 'account.permission'] as const)
        expect(problemOf({ state }, scheduled, { obstacle }), state).toEqual({ reason: obstacle, step: 'reconnect' });
    expect(problemOf({ state: 'failed', reason: 'platform.unavailable' }, failed, unusable)).toEqual({
      reason: 'platform.unavailable',
      step: 'reconnect',
    });
    expect(problemOf({ state: 'failed', reason: 'content.caption' }, failed, unusable)?.step).toBe('edit');
    for (const state of ['published', 'cancelled'] as const)
      expect(problemOf({ state }, { state: 'published' }, unusable)).toBeUndefined();
  });

  it('is to reconnect in time when the access ends before the planned minute', () => {
    const ends = { obstacle: 'account.ends_before' } as const;
    expect(problemOf({ state: 'scheduled' }, { state: 'scheduled' }, ends)).toEqual({
      reason: 'account.ends_before',
      step: 'reconnect',
    });
    expect(problemOf({ state: 'failed', reason: 'platform.unavailable' }, failed, ends)?.step).toBe('retry');
  });

  it('of what was stopped is to reconnect, then to let it go at its time, or to choose another', () => {
    const stopped = { state: 'paused', reason: 'account.stopped' } as const;
    const paused = { state: 'paused' } as const;
    expect(problemOf(stopped, paused, { obstacle: 'account.disconnected' })?.step).toBe('reconnect');
    expect(problemOf(stopped, paused, usable)?.step).toBe('resume');
    expect(problemOf(stopped, paused, { passed: true })?.step).toBe('reschedule');
    expect(problemOf(paused, paused, usable)).toBeUndefined();
  });

  it('is not shown for what went well', () => {
    expect(problemOf({ state: 'published' }, { state: 'published' }, usable)).toBeUndefined();
    expect(problemOf({ state: 'scheduled' }, { state: 'scheduled' }, usable)).toBeUndefined();
  });
});

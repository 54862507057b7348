import { describe, expect, it } from 'vitest';
import { askingStates, isSameRest } from '#shared/notifications/message.ts';
import { whatToTell } from '#shared/notifications/what-to-tell.ts';
import { answerStrings, reasonStrings, stepStrings } from '#shared/publishing/reason-strings.ts';
import { reasonCodes } from '#shared/publishing/reasons.ts';

const post = { state: 'failed' } as const;

describe('what a notice says about a target', () => {
  it('is a sentence and a step for every state and reason, known or not', () => {
    for (const state of askingStates)
      for (const reason of [undefined, ...reasonCodes]) {
        const told = whatToTell({ state, reason }, post);
        expect(reasonStrings[told.reason].ar, `${state} ${reason}`).toBeTruthy();
        expect(stepStrings[told.step].en, `${state} ${reason}`).toBeTruthy();
      }
  });

  it('never promises that something goes on by itself, because it rests', () => {
    for (const state of askingStates)
      for (const reason of reasonCodes) {
        const told = whatToTell({ state, reason }, post);
        expect(told.step).not.toBe('wait');
        expect(reasonStrings[told.reason].en).not.toContain('by ourselves');
      }
  });

  it('is doubt for what is in doubt, and a missed time for what was missed, whatever held it up', () => {
    expect(whatToTell({ state: 'needs_review', reason: 'platform.by_hand' }, post)).toEqual({
      reason: 'platform.by_hand',
      step: 'by_hand',
    });
    for (const reason of reasonCodes.filter((one) => one !== 'platform.by_hand')) {
      expect(whatToTell({ state: 'needs_review', reason }, post)).toEqual({
        reason: 'publishing.in_doubt',
        step: 'resolve',
      });
      expect(whatToTell({ state: 'missed', reason }, post).reason).toBe('publishing.grace_over');
    }
  });

  it('names the two answers to a doubt in both languages', () => {
    for (const { ar, en } of Object.values(answerStrings)) {
      expect(ar).toMatch(/\p{Script=Arabic}/u);
      expect(en).toMatch(/^I/);
    }
  });
});

describe('the same rest', () => {
  const rest = { clientId: 'c', postId: 'p', targetId: 't', state: 'failed', revision: 2, fence: 4 } as const;
  it.each([{ targetId: 'u' }, { state: 'missed' }, { revision: 3 }, { fence: 5 }] as const)(
    'is another one after a change of %o',
    (change) => {
      expect(isSameRest(rest, rest)).toBe(true);
      expect(isSameRest({ ...rest, ...change }, rest)).toBe(false);
    },
  );
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { busyStates, isBusy, isResting, postStateOf, restingStates, targetStates } from '#shared/publishing/states.ts';

const anyStates = fc.array(fc.constantFrom(...targetStates), { maxLength: 8 });

describe('where a target stands', () => {
  it('in every state a worker is busy, or a person is asked, or it waits for its minute', () => {
    const placed = [...busyStates, ...restingStates, 'scheduled'];
    expect([...placed].sort()).toEqual([...targetStates].sort());
    expect(targetStates.filter((state) => isBusy(state) && isResting(state))).toEqual([]);
    expect(targetStates.filter((state) => !isBusy(state) && !isResting(state))).toEqual(['scheduled']);
  });
});

describe('where a post stands', () => {
  it.each([
    [[], 'draft'],
    [['draft', 'cancelled'], 'draft'],
    [['scheduled', 'draft'], 'scheduled'],
    [['scheduled', 'published'], 'publishing'],
    [['armed', 'published'], 'publishing'],
    [['published', 'published'], 'published'],
    [['published', 'failed'], 'partial'],
    [['missed', 'failed'], 'failed'],
    [['missed', 'missed'], 'missed'],
    [['needs_review', 'armed', 'published'], 'needs_review'],
    [['paused', 'paused'], 'paused'],
    [['paused', 'published'], 'paused'],
    [['paused', 'failed', 'missed', 'draft'], 'paused'],
    [['paused', 'scheduled'], 'scheduled'],
    [['paused', 'armed'], 'publishing'],
    [['paused', 'needs_review'], 'needs_review'],
  ] as const)('%o is %s', (states, expected) => {
    expect(postStateOf(states)).toBe(expected);
  });

  it('does not depend on the order of its targets', () => {
    fc.assert(
      fc.property(anyStates, (states) => {
        expect(postStateOf([...states].reverse())).toBe(postStateOf(states));
      }),
      { numRuns: 1_000 },
    );
  });

  it('is published only when every account has it, and asks whenever one of them is in doubt', () => {
    fc.assert(
      fc.property(anyStates, (states) => {
        const sent = states.filter((state) => state !== 'draft' && state !== 'cancelled');
        const all = sent.length > 0 && sent.every((state) => state === 'published');
        expect(postStateOf(states) === 'published').toBe(all);
        expect(postStateOf(states) === 'needs_review').toBe(states.includes('needs_review'));
      }),
      { numRuns: 1_000 },
    );
  });
});

import { describe, expect, it } from 'vitest';
import { isLate } from '#shared/publishing/late.ts';
import { postStates } from '#shared/publishing/states.ts';
import { DUE } from './build.ts';

const MINUTE = 60_000;
const schedule = { publishAt: DUE };

describe('a post whose time has passed', () => {
  it('is late after five minutes, not before', () => {
    const post = { state: 'publishing', schedule } as const;
    expect(isLate(post, DUE - MINUTE)).toBe(false);
    expect(isLate(post, DUE + 5 * MINUTE)).toBe(false);
    expect(isLate(post, DUE + 5 * MINUTE + 1)).toBe(true);
  });

  it('is late only while it is on its way: what rests says what happened', () => {
    const late = postStates.filter((state) => isLate({ state, schedule }, DUE + 30 * MINUTE));
    expect(late).toEqual(['scheduled', 'publishing']);
  });

  it('is never late without a time', () => {
    expect(isLate({ state: 'publishing' }, DUE + 30 * MINUTE)).toBe(false);
  });
});

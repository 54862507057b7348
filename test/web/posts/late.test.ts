import { describe, expect, it } from 'vitest';
import { postStates } from '#shared/publishing/states.ts';
import { isLate } from '../../../web/src/features/posts/post-rules.ts';
import { createSummary } from './builders.ts';

const MINUTE = 60_000;
const due = createSummary().schedule?.publishAt ?? 0;

describe('a post whose time has passed', () => {
  it('is late after five minutes, not before', () => {
    const post = createSummary({ state: 'publishing' });
    expect(isLate(post, due - MINUTE)).toBe(false);
    expect(isLate(post, due + 5 * MINUTE)).toBe(false);
    expect(isLate(post, due + 5 * MINUTE + 1)).toBe(true);
  });

  it('is late only while it is on its way: what rests says what happened', () => {
    const late = postStates.filter((state) => isLate(createSummary({ state }), due + 30 * MINUTE));
    expect(late).toEqual(['scheduled', 'publishing']);
  });

  it('is never late without a time', () => {
    const { schedule: _, ...draft } = createSummary({ state: 'draft' });
    expect(isLate(draft, due + 30 * MINUTE)).toBe(false);
  });
});

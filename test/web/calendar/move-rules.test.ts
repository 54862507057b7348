import { describe, expect, it } from 'vitest';
import { readSearch } from '../../../web/src/features/calendar/calendar-search.ts';
import { dropTime, partOf, slotTime } from '../../../web/src/features/calendar/day-parts.ts';
import { whyNotMove } from '../../../web/src/features/calendar/move-rules.ts';

const at = (kuwait: string) => Date.parse(`${kuwait}+03:00`);
const now = at('2026-02-18T16:40');

describe('moving a post on the calendar', () => {
  it('is refused into the past, to the minute', () => {
    expect(whyNotMove({ state: 'scheduled' }, at('2026-02-18T16:40'), now)).toBe('past');
    expect(whyNotMove({ state: 'scheduled' }, at('2026-02-18T16:41'), now)).toBeUndefined();
    expect(whyNotMove({ state: 'missed' }, at('2026-02-19T10:00'), now)).toBeUndefined();
  });

  it('is refused with its own reason for what is going out, is out, or waits for a decision', () => {
    const refusal = (state: Parameters<typeof whyNotMove>[0]['state']) =>
      whyNotMove({ state }, at('2026-02-20T10:00'), now);
    expect(refusal('publishing')).toBe('publishing');
    expect(refusal('published')).toBe('published');
    expect(refusal('partial')).toBe('published');
    expect(refusal('needs_review')).toBe('in_doubt');
    expect(refusal('failed')).toBe('failed');
    // A drag must not let it go out again.
    expect(refusal('paused')).toBe('paused');
  });

  it('keeps the time of day, unless it is dropped on another part of the day', () => {
    expect(dropTime('2026-02-18T18:30', '2026-02-20', undefined)).toBe('2026-02-20T18:30');
    expect(dropTime('2026-02-18T18:30', '2026-02-20', 'evening')).toBe('2026-02-20T18:30');
    expect(dropTime('2026-02-18T18:30', '2026-02-20', 'morning')).toBe('2026-02-20T10:00');
  });
});

describe('an empty slot', () => {
  it('proposes its usual time, later today the next half hour, and nothing once it is over', () => {
    expect(slotTime('2026-02-19', undefined, now)).toBe('2026-02-19T10:00');
    expect(slotTime('2026-02-18', 'evening', now)).toBe('2026-02-18T20:00');
    expect(slotTime('2026-02-18', undefined, now)).toBe('2026-02-18T17:00');
    expect(slotTime('2026-02-18', 'morning', now)).toBeUndefined();
    expect(slotTime('2026-02-17', undefined, now)).toBeUndefined();
  });

  it('belongs to morning before noon, to afternoon before six, to evening after', () => {
    expect(['00:00', '11:59', '12:00', '17:59', '18:00', '23:59'].map(partOf)).toEqual([
      'morning',
      'morning',
      'afternoon',
      'afternoon',
      'evening',
      'evening',
    ]);
  });
});

describe('the address of the calendar', () => {
  const today = '2026-02-18';
  it('falls back to this month when it makes no sense', () => {
    const read = readSearch({ view: 'year', date: '2026-02-31', state: 'lost' }, { today, narrow: false });
    expect(read).toEqual({ view: 'month', date: today, state: undefined });
  });

  it('shows a list where a phone could not show a month', () => {
    expect(readSearch({ view: 'month' }, { today, narrow: true }).view).toBe('list');
    expect(readSearch({ view: 'week', state: 'failed' }, { today, narrow: true })).toMatchObject({
      view: 'week',
      state: 'failed',
    });
  });
});

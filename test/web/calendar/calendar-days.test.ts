import { describe, expect, it } from 'vitest';
import { weekdayOf } from '#shared/calendar/civil-day.ts';
import {
  dayOf,
  daysOf,
  rangeOf,
  shiftView,
  weekOf,
  weeksOfMonth,
} from '../../../web/src/features/calendar/calendar-days.ts';

describe('the days of the calendar', () => {
  it('begin every week on Sunday and shade Friday and Saturday', () => {
    for (const month of ['2026-02-18', '2026-03-01', '2026-11-30', '2027-08-15']) {
      for (const week of weeksOfMonth(month)) {
        expect(week).toHaveLength(7);
        expect(week.map(({ date }) => weekdayOf(date))).toEqual([0, 1, 2, 3, 4, 5, 6]);
        expect(week.map(({ weekend }) => weekend)).toEqual([false, false, false, false, false, true, true]);
      }
    }
  });

  it('show every day of the month exactly once', () => {
    for (let month = 1; month <= 12; month += 1) {
      const days = weeksOfMonth(`2026-${String(month).padStart(2, '0')}-10`)
        .flat()
        .filter(({ inMonth }) => inMonth);
      expect(days.map(({ dayOfMonth }) => dayOfMonth)).toEqual(
        Array.from({ length: new Date(Date.UTC(2026, month, 0)).getUTCDate() }, (_, index) => index + 1),
      );
    }
  });

  it('need four weeks for a February that begins on Sunday, and six for a long month that begins on Saturday', () => {
    expect(weeksOfMonth('2026-02-18')).toHaveLength(4);
    expect(weeksOfMonth('2026-08-01')).toHaveLength(6);
  });

  it('carry the Hijri day and mark Ramadan and both feasts', () => {
    const on = (date: string) => weekOf(date).find((day) => day.date === date);
    expect(on('2026-02-17')?.occasion).toBeUndefined();
    expect(on('2026-02-18')).toMatchObject({ hijri: { year: 1447, month: 9, day: 1 }, occasion: 'ramadan' });
    expect(on('2026-03-20')).toMatchObject({ hijri: { month: 10, day: 1 }, occasion: 'eid_fitr' });
    expect(on('2026-05-27')).toMatchObject({ hijri: { month: 12, day: 10 }, occasion: 'eid_adha' });
  });

  it('end and begin at midnight in Kuwait, not in the time zone of the browser', () => {
    expect(rangeOf('list', '2026-02-18')).toEqual({
      from: Date.parse('2026-01-31T21:00:00Z'),
      to: Date.parse('2026-02-28T21:00:00Z'),
    });
    expect(dayOf(Date.parse('2026-02-28T20:59:00Z'))).toBe('2026-02-28');
    expect(dayOf(Date.parse('2026-02-28T21:00:00Z'))).toBe('2026-03-01');
  });

  it('cover the neighbours that the month grid shows', () => {
    expect(rangeOf('month', '2026-03-15')).toEqual({
      from: Date.parse('2026-02-28T21:00:00Z'),
      to: Date.parse('2026-04-04T21:00:00Z'),
    });
    expect(daysOf('week', '2026-03-01').map(({ date }) => date)).toEqual([
      '2026-03-01',
      '2026-03-02',
      '2026-03-03',
      '2026-03-04',
      '2026-03-05',
      '2026-03-06',
      '2026-03-07',
    ]);
  });

  it('step by whole months without skipping a short one', () => {
    expect(shiftView('month', '2026-01-31', 1)).toBe('2026-02-01');
    expect(shiftView('list', '2026-03-31', -1)).toBe('2026-02-01');
    expect(shiftView('week', '2026-02-26', 1)).toBe('2026-03-05');
  });
});

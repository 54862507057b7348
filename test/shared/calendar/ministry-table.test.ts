import { describe, expect, it } from 'vitest';
import { readMinistryTable } from '#shared/calendar/ministry-table.ts';
import { computedTimes } from '#shared/calendar/prayer-times.ts';

const HEADER = 'date,fajr,sunrise,dhuhr,asr,maghrib,isha';
const GOOD = '2026-02-18,05:03,06:25,12:02,15:15,17:40,18:57';
const read = (...lines: string[]) => readMinistryTable(lines.join('\n'), (day) => computedTimes(day, 'capital'));

describe('the Ministry’s table as it is pasted', () => {
  const times = { fajr: 303, sunrise: 385, dhuhr: 722, asr: 915, maghrib: 1060, isha: 1137 };

  it.each([
    ['with commas', HEADER, GOOD],
    ['with tabs, as from a spreadsheet', HEADER.replaceAll(',', '\t'), GOOD.replaceAll(',', '\t')],
    ['with semicolons and the mark of its encoding', `\ufeff${HEADER.replaceAll(',', ';')}`, GOOD.replaceAll(',', ';')],
    ['with Arabic digits', HEADER, '٢٠٢٦-٠٢-١٨,٠٥:٠٣,٠٦:٢٥,١٢:٠٢,١٥:١٥,١٧:٤٠,١٨:٥٧'],
    ['without leading zeros, and blank lines', `${HEADER}\r\n`, GOOD.replaceAll(',0', ','), '  '],
  ])('%s is read', (_, ...lines) => {
    expect(read(...lines)).toEqual({ days: [{ date: '2026-02-18', times }], faults: [] });
  });

  it.each([
    ['nothing', '', { line: 1, issue: 'empty' }],
    ['a header alone', HEADER, { line: 1, issue: 'empty' }],
    ['another header', `day,fajr\n${GOOD}`, { line: 1, issue: 'header' }],
    ['a missing column', `${HEADER}\n2026-02-18,05:03`, { line: 2, issue: 'columns' }],
    ['30 February', `${HEADER}\n${GOOD.replace('02-18', '02-30')}`, { line: 2, issue: 'no_such_date', field: 'date' }],
    [
      'a time that is none',
      `${HEADER}\n${GOOD.replace('17:40', '25:40')}`,
      { line: 2, issue: 'time', field: 'maghrib' },
    ],
    ['the clock of twelve hours', `${HEADER}\n${GOOD.replace('17:40', '05:40')}`, { line: 2, issue: 'order' }],
    ['another city', `${HEADER}\n${GOOD.replace('17:40', '18:10')}`, { line: 2, issue: 'far_from_computed' }],
    ['a day twice', `${HEADER}\n${GOOD}\n${GOOD}`, { line: 3, issue: 'twice', field: 'date' }],
  ])('%s is named with its line, and nothing is taken', (_, pasted, fault) => {
    expect(read(pasted)).toEqual({ days: [], faults: [fault] });
  });

  it('every bad line is named, not only the first', () => {
    const { faults } = read(HEADER, GOOD, GOOD.replace('02-18', '02-30'), '2026-02-19,05:03');
    expect(faults.map(({ line, issue }) => `${line} ${issue}`)).toEqual(['3 no_such_date', '4 columns']);
  });

  it('more than a year is refused', () => {
    expect(read(HEADER, ...Array.from({ length: 401 }, () => GOOD)).faults).toEqual([{ line: 402, issue: 'too_long' }]);
  });
});

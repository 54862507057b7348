import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvCell, csvOf } from '#shared/contract/csv.ts';

/** What a reader of RFC 4180 gets back. */
function read(text: string): string[][] {
  const rows: string[][] = [];
  const cell = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/g;
  let row: string[] = [];
  for (const [, written = '', end] of text.matchAll(cell)) {
    row.push(written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : written);
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

describe('a cell of a table', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+96550001111', "'+96550001111"],
    ['-2+3', "'-2+3"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['  =1', "'  =1"],
    ['\t=1', `"'\t=1"`],
    ['\rx', `"'\rx"`],
    ['\u200f=1', "'\u200f=1"],
    ['\u202e\u00a0=1', "'\u202e\u00a0=1"],
    ['＝1', "'＝1"],
    ['=HYPERLINK("http://evil.example","x")', `"'=HYPERLINK(""http://evil.example"",""x"")"`],
  ])('that could be a formula is shown as text: %j', (value, written) => {
    expect(csvCell(value)).toBe(written);
  });

  it.each([
    ['قهوة، ساخنة', 'قهوة، ساخنة'],
    ['a,b', '"a,b"'],
    ['a;b', '"a;b"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\nlines', '"two\nlines"'],
    ['a=b', 'a=b'],
    ['', ''],
  ])('that is text stays as it is, in quotes where a reader needs them: %j', (value, written) => {
    expect(csvCell(value)).toBe(written);
  });

  it('that is a number stays one, also below zero; nothing is nothing', () => {
    expect([-2, 1.25, 0, true, null, undefined].map(csvCell)).toEqual(['-2', '1.25', '0', 'true', '', '']);
    expect([{ number: '-12.500' }, { number: '29.000' }].map(csvCell)).toEqual(['-12.500', '29.000']);
    expect(csvCell('-12.500')).toBe("'-12.500");
    for (const number of ['=1', '1e3', '-', '']) expect(() => csvCell({ number })).toThrow();
  });

  it('never begins as a formula does, and comes back as it was, whatever somebody wrote', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        const [[cell = ''] = []] = read(csvOf([[value]], { bom: false }));
        expect(cell === value || cell === `'${value}`).toBe(true);
        expect(cell.replace(/^[\s\p{Format}\p{Control}]+/u, '')).not.toMatch(/^[=+\-@]/);
      }),
    );
  });
});

it('a table is rows that end as the standard says, with a mark in front for Excel when it is asked for', () => {
  const rows = [
    ['اسم', 'n'],
    ['مقهى', 2],
  ];
  expect(csvOf(rows, { bom: true })).toBe('\ufeffاسم,n\r\nمقهى,2\r\n');
  expect(csvOf(rows, { bom: false })).toBe('اسم,n\r\nمقهى,2\r\n');
  expect(csvOf([], { bom: false })).toBe('');
});

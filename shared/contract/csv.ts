/** A number of ours with the decimals it is to have (`-12.500`), which text of somebody's must not pass for. */
export type CsvNumber = { readonly number: string };
export type CsvCell = string | number | boolean | CsvNumber | null | undefined;
export type CsvRow = readonly CsvCell[];

const BOM = '\ufeff';
/** What a spreadsheet takes for the beginning of a formula, also behind what nobody sees and in full width. */
const FORMULA = /^[\s\p{Format}\p{Control}]*[=+\-@＝＋－＠]|^[\t\r\n]/u;
const NUMBER = /^-?\d+(?:\.\d+)?$/;
const QUOTED = /[",;\r\n\t]|^\s|\s$/;

/**
 * One cell as a spreadsheet reads it. Text that could be taken for a formula gets an apostrophe in front, which shows
 * that it is text; numbers are written as they are.
 */
export function csvCell(value: CsvCell): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'object') return numberIn(value);
  if (typeof value !== 'string') return String(value);
  const plain = FORMULA.test(value) ? `'${value}` : value;
  return QUOTED.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

function numberIn({ number }: CsvNumber): string {
  if (!NUMBER.test(number)) throw new Error('What is written as a number of a table is none');
  return number;
}

/** Rows as RFC 4180 writes them. With `bom` Excel knows that the text is UTF-8. */
export const csvOf = (rows: readonly CsvRow[], { bom }: { bom: boolean }): string =>
  (bom ? BOM : '') + rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');

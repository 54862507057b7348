/**
 * A text as it is compared with terms. `from[i]` and `to[i]` are where in the original the `i`th UTF-16 unit of `text`
 * comes from: the original's `slice(from[a], to[b - 1])` is what `text.slice(a, b)` was.
 */
export type Normalised = { readonly text: string; readonly from: readonly number[]; readonly to: readonly number[] };

type Unit = { char: string; from: number; to: number };

/** What nobody sees or what only ornaments: marks (harakat, accents), invisible characters, tatweel, the lone hamza. */
const DROPPED = /[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}\u0640\u0621]/u;
const FOLDED: Readonly<Record<string, string>> = {
  ...{ ٱ: 'ا', ى: 'ي', ی: 'ي', ې: 'ي', ے: 'ي', ة: 'ه', ە: 'ه', ه: 'ه', ھ: 'ه', ہ: 'ه', ۃ: 'ه' },
  ...{ ک: 'ك', ڪ: 'ك', گ: 'ك', چ: 'ج', پ: 'ب', ڤ: 'ف' },
};
const LETTER = /\p{L}/u;
/** What stands between letters that are spelled one by one. */
const SEPARATORS = ' ._*-|';

/** Folds one character. Decomposed, because its marks go anyway: so آ أ إ become ا, ؤ و and ئ ي, and é e. */
function folded(char: string): string {
  const plain = [...char.normalize('NFKD').toLowerCase().normalize('NFKD')].filter((part) => !DROPPED.test(part));
  return plain.map((part) => FOLDED[part] ?? digitOf(part)).join('');
}

/** ٠–٩ and ۰–۹ as 0–9. */
const digitOf = (char: string): string =>
  /[\u0660-\u0669\u06f0-\u06f9]/.test(char) ? String(char.charCodeAt(0) & 0xf) : char;

function unitsOf(text: string): Unit[] {
  const units: Unit[] = [];
  let from = 0;
  for (const char of text) {
    const to = from + char.length;
    for (const part of folded(char)) units.push({ char: part, from, to });
    from = to;
  }
  return units;
}

/** A letter that is repeated three times or more is meant once. Digits are left: 1000 is a number. */
function squeezed(units: readonly Unit[]): Unit[] {
  const kept: Unit[] = [];
  for (let at = 0; at < units.length; ) {
    const unit = units[at] as Unit;
    let end = at + 1;
    while (units[end]?.char === unit.char) end++;
    if (end - at >= 3 && LETTER.test(unit.char)) kept.push({ ...unit, to: units[end - 1]?.to ?? unit.to });
    else kept.push(...units.slice(at, end));
    at = end;
  }
  return kept;
}

/** Three letters or more, each alone between single separators, are one word: `خ.م.ر`. */
function joined(units: readonly Unit[]): Unit[] {
  const isLetter = (at: number) => LETTER.test(units[at]?.char ?? '');
  const isAlone = (at: number) => isLetter(at) && !isWord(at - 1) && !isWord(at + 1);
  const isWord = (at: number) => /[\p{L}\p{N}]/u.test(units[at]?.char ?? '');
  const kept: Unit[] = [];
  for (let at = 0; at < units.length; ) {
    let end = at;
    if (isAlone(at)) while (isSeparator(units[end + 1]?.char) && isAlone(end + 2)) end += 2;
    const isSpelled = end - at >= 4;
    for (let next = at; next <= end; next += isSpelled ? 2 : 1) kept.push(units[next] as Unit);
    at = end + 1;
  }
  return kept;
}
const isSeparator = (char: string | undefined): boolean => char !== undefined && SEPARATORS.includes(char);

/** Makes what looks or reads the same the same. Done twice, it changes nothing more. */
export function normalise(text: string): Normalised {
  const units = squeezed(joined(squeezed(unitsOf(text))));
  const spread = units.flatMap(({ char, from, to }) => Array.from({ length: char.length }, () => ({ from, to })));
  return {
    text: units.map(({ char }) => char).join(''),
    from: spread.map(({ from }) => from),
    to: spread.map(({ to }) => to),
  };
}

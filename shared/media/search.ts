/** Marks of Arabic that people leave out or vary: vowels, the long dash inside words, the small alef. */
const MARKS = /[\p{M}\u0640]/gu;
const SAME: readonly (readonly [RegExp, string])[] = [
  [/[أإآٱ]/g, 'ا'],
  [/ى/g, 'ي'],
  [/ئ/g, 'ي'],
  [/ؤ/g, 'و'],
  [/ة/g, 'ه'],
  [/گ/g, 'ك'],
  [/چ/g, 'ج'],
];

/**
 * A text as it is searched: without vowels and case, with letters that people write for each other as one, and plain
 * digits. Both what is searched and what is searched for go through it.
 */
export function folded(text: string): string {
  let result = text.normalize('NFKC');
  for (const [letters, one] of SAME) result = result.replace(letters, one);
  return result
    .normalize('NFD')
    .replace(MARKS, '')
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
    .toLowerCase();
}

/** Whether every word that is searched for stands in one of the texts. */
export function matches(texts: readonly (string | undefined)[], search: string): boolean {
  const all = folded(texts.filter((text) => text !== undefined).join('\n'));
  return folded(search)
    .split(/\s+/)
    .every((word) => all.includes(word));
}

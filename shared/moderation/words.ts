import { homoglyphs } from './homoglyphs.ts';

/** A word of a normalised text, from `start` to before `end`. `gap` is what stands between it and the word before. */
export type Word = { readonly text: string; readonly start: number; readonly end: number; readonly gap: string };

const WORD = /[\p{L}\p{N}@$]+/gu;
const ARABIC = /\p{Script=Arabic}/u;

/** Splits at everything that is neither letter nor digit. JavaScript's `\b` knows no Arabic letters. */
export function wordsOf(text: string): Word[] {
  let last = 0;
  return [...text.matchAll(WORD)].map((match) => {
    const [start, end] = [match.index, match.index + match[0].length];
    const word = { text: match[0], start, end, gap: text.slice(last, start) };
    last = end;
    return word;
  });
}

export const isArabic = (word: string): boolean => ARABIC.test(word);

/** Affixes as they are written onto a word, after normalising. */
const CONJUNCTIONS = ['', 'و', 'ف'];
const ARTICLES = ['', 'لل', 'ال', 'بال', 'كال', 'لال', 'ب', 'ك', 'ل'];
const SUFFIXES = ['', 'ه', 'ها', 'هم', 'كم', 'نا', 'ات', 'ين', 'ون', 'ي'];
/** ب ك ل before a short word make other words: كبيره is "big", not ك + بيره. */
const SHORT = 4;
const LEET: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's' };

const PREFIXES = CONJUNCTIONS.flatMap((and) =>
  ARTICLES.map((the) => ({ prefix: and + the, oneLetter: 'بكل'.includes(the) && the !== '' })),
);

/**
 * What a word may be a form of, itself first: Arabic without prefixes and suffixes, Latin with look-alikes and digits
 * read as letters. At most 270, and none of a word that is longer than `longest` letters and its affixes.
 */
export function formsOf(word: string, longest: number): string[] {
  if (word.length > longest + 8) return [];
  if (!isArabic(word)) return latinFormsOf(word);
  const forms = new Set([word]);
  for (const { prefix, oneLetter } of PREFIXES) {
    if (!word.startsWith(prefix)) continue;
    for (const suffix of SUFFIXES) {
      if (!word.endsWith(suffix)) continue;
      const stem = word.slice(prefix.length, word.length - suffix.length);
      if (stem.length >= 2 && !(oneLetter && stem.length <= SHORT)) forms.add(stem);
    }
  }
  return [...forms];
}

function latinFormsOf(word: string): string[] {
  const seen = [...word].map((char) => homoglyphs[char] ?? char).join('');
  if (!/\p{L}/u.test(seen)) return [seen];
  const read = [...seen].map((char) => LEET[char] ?? char).join('');
  return [...new Set([word, seen, read, read.replace(/s$/, '')])];
}

import { arabiziSkeleton } from './arabizi.ts';
import type { Meaning, Term, TermIndex } from './term-index.ts';
import { formsOf, type Word, wordsOf } from './words.ts';

/** A term found in a normalised text, from `start` to before `end`. */
export type Found = { means: Meaning; start: number; end: number; term: string; arabizi: boolean };

/** Between two words of a phrase: a space, a hyphen, an underscore; never the end of a sentence. */
const GAP = /^[\s\-_&'’]{1,3}$/u;

/** Every term in a normalised text that is not inside of an allowed one, in the order of the text. */
export function findTerms(text: string, { byWord, bySkeleton, longestWord }: TermIndex): Found[] {
  const words = wordsOf(text).map((word) => ({ ...word, forms: formsOf(word.text, longestWord) }));
  const found = words.flatMap((word, at): Found[] => {
    const terms = new Set(word.forms.flatMap((form) => byWord.get(form) ?? []));
    const hits = [...terms].flatMap((term) => {
      const end = endOf(term, words, at);
      return end === undefined ? [] : [foundAt(term.means, word.start, end, term.words.join(' '))];
    });
    if (hits.length > 0) return hits;
    const skeleton = arabiziSkeleton(word.text);
    const means = skeleton === undefined ? undefined : bySkeleton.get(skeleton);
    return means ? [{ ...foundAt(means, word.start, word.end, skeleton ?? ''), arabizi: true }] : [];
  });
  const allowed = found.filter(({ means }) => means === 'ALLOWED');
  return found.filter((hit) => hit.means !== 'ALLOWED' && !allowed.some((other) => isWithin(hit, other)));
}

const foundAt = (means: Meaning, start: number, end: number, term: string): Found => ({
  ...{ means, start, end, term, arabizi: false },
});

const isWithin = (inner: Found, outer: Found): boolean => inner.start >= outer.start && inner.end <= outer.end;

/** Where a term ends that begins with the word `at`, or nothing when the words after it are others. */
function endOf(term: Term, words: readonly (Word & { forms: readonly string[] })[], at: number): number | undefined {
  for (let next = 1; next < term.words.length; next++) {
    const word = words[at + next];
    if (!word || !GAP.test(word.gap) || !word.forms.includes(term.words[next] ?? '')) return undefined;
  }
  return words[at + term.words.length - 1]?.end;
}

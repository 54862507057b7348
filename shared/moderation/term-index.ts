import { allowedTerms } from './allowed-terms.ts';
import { skeletonOf } from './arabizi.ts';
import { forbiddenTerms } from './forbidden-terms.ts';
import { normalise } from './normalise.ts';
import { policy, type RuleCode } from './policy.ts';
import { disclosures, sensitiveTerms } from './sensitive-terms.ts';
import { isArabic, wordsOf } from './words.ts';

/** What a term is of: a rule, the allow-list, or what discloses an advertisement. */
export type Meaning = RuleCode | 'ALLOWED' | 'DISCLOSURE';
/** A term by its words, normalised. */
export type Term = { readonly words: readonly string[]; readonly means: Meaning };

export type TermIndex = {
  /** Terms by their first word. */
  readonly byWord: ReadonlyMap<string, readonly Term[]>;
  /** Arabic words of what is blocked, by their consonants. */
  readonly bySkeleton: ReadonlyMap<string, RuleCode>;
  readonly longestWord: number;
};

const termsOf = (list: string, means: Meaning): Term[] =>
  list
    .split(',')
    .map((term) => wordsOf(normalise(term).text).map(({ text }) => text))
    .filter((words) => words.length > 0)
    .map((words) => ({ words, means }));

/** Compiled once, when the module is loaded: looking a word up is then one step, however many terms there are. */
export const termIndex: TermIndex = compiled([
  ...Object.entries({ ...forbiddenTerms, ...sensitiveTerms }).flatMap(([code, list]) =>
    termsOf(list, code as RuleCode),
  ),
  ...termsOf(allowedTerms, 'ALLOWED'),
  ...termsOf(disclosures, 'DISCLOSURE'),
]);

function compiled(terms: readonly Term[]): TermIndex {
  const byWord = new Map<string, Term[]>();
  const bySkeleton = new Map<string, RuleCode>();
  for (const term of terms) {
    const [first = ''] = term.words;
    byWord.set(first, [...(byWord.get(first) ?? []), term]);
    const skeleton = skeletonOf(first);
    const { means } = term;
    if (means === 'ALLOWED' || means === 'DISCLOSURE' || policy[means] !== 'block') continue;
    if (term.words.length === 1 && isArabic(first) && skeleton.length >= 3) bySkeleton.set(skeleton, means);
  }
  const longestWord = Math.max(...terms.flatMap(({ words }) => words.map(({ length }) => length)));
  return { byWord, bySkeleton, longestWord };
}

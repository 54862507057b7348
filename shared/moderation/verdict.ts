import { type Found, findTerms } from './find-terms.ts';
import { normalise } from './normalise.ts';
import { findShapes, hasContact, hasPercent, hasPrice } from './patterns.ts';
import {
  type LicenceKind,
  licencesOf,
  type ModerationAction,
  policy,
  policyVersion,
  type RuleCode,
  stronger,
} from './policy.ts';
import { termIndex } from './term-index.ts';

/** One thing that a rule is about. `start` and `end` are UTF-16 positions in the text as it was written. */
export type ModerationHit = {
  rule: RuleCode;
  version: number;
  action: Exclude<ModerationAction, 'pass'>;
  start: number;
  end: number;
  term: string;
  /** Licence numbers that the rule asks for and the business has not named. */
  missing: LicenceKind[];
};
export type TextVerdict = { action: ModerationAction; version: number; hits: ModerationHit[] };

/** Licence numbers of the business, as far as it has named them. */
export type Licences = Partial<Record<LicenceKind, string | undefined>>;

/** The longest text that is judged; no network takes more. */
export const longestChecked = 10_000;

/**
 * What the policy says of a text, with every place it is about: the strongest action of all hits. The same in the
 * browser and on the server. Throws a RangeError for a text of more than `longestChecked` code points.
 */
export function verdictOnText(text: string, { licences = {} }: { licences?: Licences } = {}): TextVerdict {
  if (text.length > longestChecked && [...text].length > longestChecked)
    throw new RangeError(`a text of more than ${longestChecked} characters`);
  const { text: plain, from, to } = normalise(text);
  const found = [...findTerms(plain, termIndex), ...findShapes(plain)];
  const means = new Set(found.map((hit) => hit.means));
  const context: Context = {
    disclosed: means.has('DISCLOSURE'),
    priced: hasPrice(plain),
    reduced: hasPercent(plain) || means.has('PROMOTION'),
    reachable: hasContact(plain),
    licences,
  };
  const hits = found
    .flatMap((hit): ModerationHit[] => {
      const judged = judge(hit, context);
      if (!judged) return [];
      const place = { start: from[hit.start] ?? 0, end: to[hit.end - 1] ?? text.length };
      return [{ ...judged, version: policyVersion, ...place, term: hit.term }];
    })
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const action = hits.reduce<ModerationAction>((worst, hit) => stronger(worst, hit.action), 'pass');
  return { action, version: policyVersion, hits };
}

type Context = { disclosed: boolean; priced: boolean; reduced: boolean; reachable: boolean; licences: Licences };

/** What a hit means in its text, or nothing when the text already does what the rule asks for. */
function judge(
  { means, arabizi }: Found,
  { disclosed, priced, reduced, reachable, licences }: Context,
): Pick<ModerationHit, 'rule' | 'action' | 'missing'> | undefined {
  if (means === 'ALLOWED' || means === 'DISCLOSURE') return undefined;
  const missing = (licencesOf[means] ?? []).filter((kind) => !licences[kind]?.trim());
  if (means === 'INFLUENCER' && disclosed) return undefined;
  if (means === 'AD_IDENTITY' && (priced || reachable)) return undefined;
  if (means === 'PROMOTION' && missing.length === 0) return undefined;
  // Prices and reductions of treatments are forbidden outside of the clinic, with every licence.
  if (means === 'MEDICAL_AD' && (priced || reduced)) return { rule: means, action: 'block', missing };
  // A word in Latin letters may be another one with the same consonants: a person decides.
  return { rule: means, action: arabizi ? 'review' : policy[means], missing };
}

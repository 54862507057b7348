import type { RuleCode } from '#shared/moderation/policy.ts';
import { longestChecked, type ModerationHit, verdictOnText } from '#shared/moderation/verdict.ts';

/** The places of a text that one rule is about: the words as they were written, each once. */
export type MarkedWords = { rule: RuleCode; action: ModerationHit['action']; words: string[] };

const strength = { block: 0, review: 1, advise: 2 } as const;

/** What the rules mark in a text, the strictest first. What is behind the longest checked text is not looked at. */
export function markedWords(text: string): MarkedWords[] {
  const marked = new Map<string, MarkedWords>();
  for (const { rule, action, start, end } of verdictOnText(text.slice(0, longestChecked)).hits) {
    const entry = marked.get(`${rule}/${action}`) ?? { rule, action, words: [] };
    const word = text.slice(start, end);
    if (!entry.words.includes(word)) entry.words.push(word);
    marked.set(`${rule}/${action}`, entry);
  }
  return [...marked.values()].sort((a, b) => strength[a.action] - strength[b.action]);
}

import { describe, expect, it } from 'vitest';
import { policy, type RuleCode, ruleCodes } from '#shared/moderation/policy.ts';
import { verdictOnText } from '#shared/moderation/verdict.ts';
import { arabicEvasions, latinEvasions, spelled } from './evasions.ts';
import { innocentLines } from './innocent-lines.ts';
import { arabiziLines, frames, strictWords } from './strict-lines.ts';

type Line = { rule: RuleCode; evasion: string; word: string; text: string };

const written = (rule: RuleCode, frame: string, words: readonly string[], by: typeof arabicEvasions): Line[] =>
  words.flatMap((clean) =>
    Object.entries(by).map(([evasion, write]) => ({
      ...{ rule, evasion, word: write(clean) },
      text: frame.replace('{}', write(clean)),
    })),
  );
const strict = Object.entries(strictWords).flatMap(([code, { ar, en }]) => {
  const rule = code as RuleCode;
  const single = ar.filter((word) => !word.includes(' '));
  return [
    ...written(rule, frames.ar, ar, arabicEvasions),
    ...written(rule, frames.ar, single, spelled),
    ...written(rule, frames.en, en, latinEvasions),
  ];
});
const caught = ({ rule, word, text }: Line): boolean =>
  verdictOnText(text).hits.some((hit) => hit.rule === rule && word.includes(text.slice(hit.start, hit.end)));

/** The innocent as they are, and as people ornament them. */
const innocent = innocentLines.flatMap((line) => [
  line,
  line.replace(/(\p{Script=Arabic})(?=\p{Script=Arabic})/gu, '$1\u064e'),
]);
const verdicts = innocent.map((text) => ({ text, ...verdictOnText(text) }));
const named = (action: string) =>
  verdicts.filter((one) => one.action === action).map(({ text, hits }) => `${text}: ${hits.map(({ rule }) => rule)}`);

describe('the corpus', () => {
  it('has more than 300 lines, half of them innocent, and every rule in every spelling', () => {
    expect(innocentLines.length).toBeGreaterThanOrEqual(150);
    expect(new Set(strict.map(({ text }) => text)).size).toBeGreaterThanOrEqual(300);
    expect([...new Set(strict.map(({ rule }) => rule)), 'PERSONAL_DATA']).toEqual(ruleCodes);
  });

  it('is caught where a rule is broken: at least 95 of 100 lines, and of every spelling nine of ten', () => {
    const missed = strict.filter((line) => !caught(line));
    process.stdout.write(`strict lines: ${strict.length}, missed ${missed.length}\n`);
    process.stdout.write(missed.map(({ rule, evasion, word }) => `  ${rule} ${evasion} ${word}\n`).join(''));
    expect(missed.length / strict.length).toBeLessThanOrEqual(0.05);
    for (const evasion of new Set(strict.map((line) => line.evasion))) {
      const share = missed.filter((line) => line.evasion === evasion).length;
      expect(share / strict.filter((line) => line.evasion === evasion).length, evasion).toBeLessThanOrEqual(0.1);
    }
  });

  it.each(ruleCodes.filter((rule) => rule !== 'PERSONAL_DATA'))('does what the table says of %s', (rule) => {
    for (const { text } of strict.filter((line) => line.rule === rule && line.evasion === 'clean'))
      expect(verdictOnText(text).hits).toContainEqual(expect.objectContaining({ rule, action: policy[rule] }));
  });

  it('sends Arabic in Latin letters to a person at most', () => {
    const found = arabiziLines.filter(([rule, text]) => verdictOnText(text).hits.some((hit) => hit.rule === rule));
    expect(arabiziLines.filter(([, text]) => verdictOnText(text).action === 'block')).toEqual([]);
    process.stdout.write(`arabizi lines: ${arabiziLines.length}, found ${found.length}\n`);
    expect(found.length).toBeGreaterThanOrEqual(9);
  });

  it('blocks nothing innocent, and sends at most 5 of 100 innocent lines to a person', () => {
    expect(named('block')).toEqual([]);
    const reviewed = named('review');
    process.stdout.write(`innocent lines: ${innocent.length}, reviewed ${reviewed.length}\n${reviewed.join('\n')}\n`);
    expect(reviewed.length / innocent.length).toBeLessThanOrEqual(0.05);
  });
});

import { describe, expect, it } from 'vitest';
import { templateFaultOf } from '#shared/templates/check.ts';
import { NewTemplate } from '#shared/templates/contract.ts';
import { fill } from '#shared/templates/fill.ts';
import { starters } from '#shared/templates/library/starters.ts';

const samples = { text: 'كرك', money: '2.500', date: '2027-03-10', phone: '50001111', link: 'https://a.example' };

describe('the templates that the platform offers', () => {
  it('are for several kinds of business and occasions, each with an id of its own', () => {
    expect(starters.length).toBeGreaterThanOrEqual(12);
    expect(new Set(starters.map(({ starterId }) => starterId)).size).toBe(starters.length);
    expect(new Set(starters.map(({ business }) => business)).size).toBeGreaterThanOrEqual(5);
    expect(new Set(starters.map(({ occasion }) => occasion)).size).toBeGreaterThanOrEqual(8);
  });

  it.each(starters)('$starterId can be kept, and filled in both languages', (starter) => {
    const { category, ar, en, variables } = starter;
    expect(NewTemplate.safeParse({ name: starter.name.ar, category, ar, en, variables }).success).toBe(true);
    expect(templateFaultOf(starter)).toBeUndefined();
    const values = Object.fromEntries(
      variables.map(({ name, kind, choices }) => [name, kind === 'choice' ? (choices?.[0] ?? '') : samples[kind]]),
    );
    for (const language of ['ar', 'en'] as const) {
      expect(starter[language]).toMatch(language === 'ar' ? /\p{Script=Arabic}/u : /[a-z]/);
      expect(fill(starter, language, values)).toHaveProperty('text');
    }
  });

  it('speak as Kuwait does', () => {
    for (const { ar } of starters) expect(ar).not.toMatch(/(?<!\p{L})(?:عايز|هلق|إزيك|شو)(?!\p{L})/u);
  });
});

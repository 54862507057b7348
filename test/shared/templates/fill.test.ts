import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { templateFaultOf, type Worded } from '#shared/templates/check.ts';
import { fill } from '#shared/templates/fill.ts';
import { namesIn, parseTemplate } from '#shared/templates/parse.ts';
import { type Variable, variableKinds } from '#shared/templates/variable.ts';

const of = (en: string, ...variables: Variable[]): Worded => ({ ar: '', en, variables });
const one = (kind: Variable['kind'], more: Partial<Variable> = {}): Variable => ({ name: 'v', kind, ...more });
const filled = (variable: Variable, typed: string, language: 'ar' | 'en') =>
  fill({ ar: '{v}', en: '{v}', variables: [variable] }, language, { v: typed });

/** Texts in which variables, braces and everything else come often. */
const soup = fc
  .array(
    fc.oneof(fc.constantFrom('{', '}', '{a}', '{b}', '{ c }', '{A}', '{}', 'قهوة'), fc.string({ unit: 'grapheme' })),
  )
  .map((parts) => parts.join(''));
/** Mostly without braces of their own, so that most can be filled. */
const clean = fc.array(fc.constantFrom('{a}', '{b}', '{ c }', 'قهوة', 'x ')).map((parts) => parts.join(''));
const words = fc.oneof({ weight: 5, arbitrary: clean }, { weight: 1, arbitrary: soup });
const fit = { text: 'b', money: '29.5', phone: '50001111', date: '2027-03-10', link: 'https://a.example', choice: 'x' };
const variable = (name: string) =>
  fc
    .record({ kind: fc.constantFrom(...variableKinds), own: words, unfit: fc.boolean(), bare: fc.boolean() })
    .map(({ kind, own, unfit, bare }): Variable => {
      const fallback = kind === 'text' || (unfit && own.length % 5 === 0) ? own : fit[kind];
      return { name, kind, choices: ['x', 'y'], ...(bare ? {} : { default: fallback }) };
    });
const variables = fc.tuple(variable('a'), variable('b'), variable('c')).map((all) => [...all]);
const worded = fc.record({ ar: words, en: words, variables });
const typed = fc.dictionary(
  fc.constantFrom('a', 'b', 'c', '__proto__'),
  fc.oneof(words, fc.constantFrom('x', '٢٩٫٥٠٠', '+965 5000 1111', '2027-03-10', 'https://a.example')),
);

describe('a text is taken apart', () => {
  it('without losing or moving anything', () => {
    fc.assert(
      fc.property(soup, (text) => {
        const pieces = parseTemplate(text);
        expect(pieces.map(({ at, end }) => text.slice(at, end)).join('')).toBe(text);
        expect(pieces.every(({ at, end }) => at < end)).toBe(true);
      }),
    );
  });

  it('into variables, words and braces that are neither', () => {
    expect(parseTemplate('a {price}{').map(({ is, at }) => [is, at])).toEqual([
      ['words', 0],
      ['variable', 2],
      ['stray', 9],
    ]);
    expect(namesIn('{ b } {a} {b} {Price} {}')).toEqual(['b', 'a']);
  });
});

describe('a filled text', () => {
  it('takes a choice that is kept with spaces around it, and a blank default for none', () => {
    const size = one('choice', { choices: [' small ', 'large'] });
    expect(filled(size, ' small ', 'en')).toEqual({ text: 'small' });
    expect(filled(size, 'medium', 'en')).toEqual({ lacking: [{ name: 'v', why: 'unfit' }] });
    expect(filled(one('text', { default: '  ' }), '', 'en')).toEqual({ lacking: [{ name: 'v', why: 'missing' }] });
  });

  it('never holds a brace, and is there or says what is lacking', () => {
    let texts = 0;
    fc.assert(
      fc.property(worded, typed, fc.constantFrom('ar', 'en'), (template, values, language) => {
        if (templateFaultOf(template)) return;
        const result = fill(template, language, values);
        if ('text' in result) {
          texts++;
          expect(result.text).not.toMatch(/[{}]/);
        } else expect(result.lacking.length).toBeGreaterThan(0);
      }),
      { numRuns: 3000 },
    );
    expect(texts).toBeGreaterThan(50);
  });

  it('names every field that is missing or not of its kind, once', () => {
    const template = of(
      '{price} {price} {phone} {note}',
      { name: 'price', kind: 'money' },
      { name: 'phone', kind: 'phone' },
      { name: 'note', kind: 'text' },
    );
    expect(fill(template, 'en', { price: '29,5', note: ' ' })).toEqual({
      lacking: [
        { name: 'price', why: 'unfit' },
        { name: 'phone', why: 'missing' },
        { name: 'note', why: 'missing' },
      ],
    });
  });

  it('asks only for what stands in its own language', () => {
    const template = { ar: '{v}', en: 'Hello', variables: [one('text')] };
    expect(fill(template, 'en', {})).toEqual({ text: 'Hello' });
  });

  it('takes defaults, and defaults within defaults', () => {
    const template = of(
      '{a}!',
      { name: 'a', kind: 'text', default: 'Only {b}' },
      { name: 'b', kind: 'money', default: '٢٫٥' },
    );
    expect(fill(template, 'en', {})).toEqual({ text: 'Only KWD 2.500!' });
    expect(fill(template, 'en', { b: '3' })).toEqual({ text: 'Only KWD 3.000!' });
    expect(fill(template, 'en', { a: 'Free' })).toEqual({ text: 'Free!' });
  });

  it.each([
    ['money', '٢٩٫٥٠٠ د.ك', '29.500 د.ك', 'KWD 29.500'],
    ['phone', '+965 5000 1111', '50001111', '+965 50001111'],
    ['phone', '96512345', '96512345', '+965 96512345'],
    [
      'date',
      '2026-02-18',
      'الأربعاء، 18 فبراير 2026 (1 رمضان 1447 هـ)',
      'Wednesday, 18 February 2026 (1 Ramadan 1447 AH)',
    ],
    ['link', 'https://cafe.example/menu', 'https://cafe.example/menu', 'https://cafe.example/menu'],
  ] as const)('says %s %s as its language does', (kind, value, ar, en) => {
    expect(filled(one(kind), value, 'ar')).toEqual({ text: ar });
    expect(filled(one(kind), value, 'en')).toEqual({ text: en });
  });

  it.each([
    ['money', '1.2345'],
    ['money', '-5'],
    ['phone', '12345678'],
    ['date', '2027-02-30'],
    ['date', '10/03/2027'],
    ['link', 'javascript:alert(1)'],
    ['link', 'cafe'],
    ['text', 'a {b}'],
    ['text', 'x'.repeat(1001)],
    ['text', 'a\u202eb'],
  ] as const)('takes no %s like %s', (kind, value) => {
    expect(filled(one(kind), value, 'en')).toEqual({ lacking: [{ name: 'v', why: 'unfit' }] });
  });

  it('takes of a choice only what can be chosen', () => {
    const day = one('choice', { choices: ['Thursday', 'Friday'] });
    expect(filled(day, 'Friday', 'en')).toEqual({ text: 'Friday' });
    expect(filled(day, 'Monday', 'en')).toEqual({ lacking: [{ name: 'v', why: 'unfit' }] });
  });
});

describe('a template is refused', () => {
  it.each([
    ['stray_brace', of('a } b')],
    ['unknown_variable', of('{v}')],
    ['unknown_variable', of('{v}', one('text', { default: '{w}' }))],
    ['circular_default', of('x', one('text', { default: '{v}' }))],
    ['circular_default', of('x', one('text', { default: '{w}' }), { name: 'w', kind: 'text', default: '{v}' })],
    ['named_twice', of('{v}', one('text'), one('money'))],
    ['default_unfit', of('{v}', one('money', { default: '29,5' }))],
    ['default_unfit', of('{v}', one('choice'))],
    ['empty', of(' \u200f ')],
    ['too_long', of('x'.repeat(10 * 1024))],
    ['too_long', of('ق'.repeat(5 * 1024))],
  ] as const)('for %s', (fault, template) => {
    expect(templateFaultOf(template)).toMatchObject({ fault });
    expect(() => fill(template, 'en', {})).toThrow(RangeError);
  });

  it('not yet for as much as a post holds', () => expect(templateFaultOf(of('x'.repeat(10_000)))).toBeUndefined());

  it('at once when its defaults would grow without end', () => {
    const names = 'abcdefghijklmnopqrst'.split('');
    const variables = names.map((name, at): Variable => {
      const next = names[at + 1];
      return { name, kind: 'text', default: next ? `{${next}}`.repeat(60) : 'x' };
    });
    expect(templateFaultOf(of('{a}', ...variables))).toMatchObject({ fault: 'too_long', path: 'variables' });
  });
});

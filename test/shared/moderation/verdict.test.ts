import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findTerms } from '#shared/moderation/find-terms.ts';
import { normalise } from '#shared/moderation/normalise.ts';
import { policyVersion } from '#shared/moderation/policy.ts';
import { termIndex } from '#shared/moderation/term-index.ts';
import { verdictOnText } from '#shared/moderation/verdict.ts';

const rulesOf = (text: string, licences = {}) =>
  verdictOnText(text, { licences }).hits.map(({ rule, action }) => [rule, action]);

describe('a verdict', () => {
  it('marks the words as they were written, with rule and version', () => {
    const text = 'عندنا الخَــمْـرُ اليوم';
    const { action, version, hits } = verdictOnText(text);
    expect({ action, version }).toEqual({ action: 'block', version: policyVersion });
    expect(hits).toMatchObject([
      { rule: 'ALCOHOL', action: 'block', version: policyVersion, term: 'خمر', missing: [] },
    ]);
    expect(text.slice(hits[0]?.start, hits[0]?.end)).toMatch(/^الخَــمْـر/);
  });

  it('is the strongest of its hits, and "pass" without any', () => {
    expect(verdictOnText('خصم على القهوة').action).toBe('advise');
    expect(verdictOnText('خصم على القهوة، وجمع التبرعات').action).toBe('review');
    expect(verdictOnText('خصم وتبرعات وخمور').action).toBe('block');
    expect(verdictOnText('قهوة الصباح')).toEqual({ action: 'pass', version: policyVersion, hits: [] });
    expect(verdictOnText('').action).toBe('pass');
  });

  it.each(['والخمر', 'بالخمر', 'للخمر', 'وخمورنا', '#خمر', 'خمر_فاخر'])(
    'knows %s with what is written onto it',
    (text) => {
      expect(verdictOnText(text).action).toBe('block');
    },
  );

  it('lets a phrase of the allow-list pass, and not what stands beside it', () => {
    expect(verdictOnText('بيرة بدون كحول').action).toBe('pass');
    expect(verdictOnText('beer-battered fish').action).toBe('pass');
    for (const text of ['تبغ', 'والتبغ', 'ديناميت', 'dynamite', 'صورة الأمير', 'مسدس', 'رشاش', 'شيشة', 'بورن', 'كحول'])
      expect(verdictOnText(text).action, text).toBe('block');
    for (const text of ['يحتوي على كحول', 'خنزير', 'no shisha and vape', 'خدمات مرافقة', 'pistol', 'بيطري وخمر'])
      expect(verdictOnText(text).action, text).toBe('block');
    for (const text of ['رقية', 'ورقية شرعية', 'توفي', 'يشفي', 'بتكوين'])
      expect(verdictOnText(text).action, text).toBe('review');
    expect(verdictOnText('beer-battered fish and beer').hits).toMatchObject([{ start: 23, end: 27 }]);
  });

  it('finds no phrase across the end of a sentence', () => {
    expect(rulesOf('Star Wars')).toEqual([]);
    expect(rulesOf('A star. Wars')).toEqual([['WAR', 'review']]);
    expect(rulesOf('أقيم حداد. وطني الكويت')).toEqual([]);
  });

  it.each(['fillers', 'call girls', 'beers', 'مكملات', 'تبرعات', 'سجائر'])('marks the plural %s once', (text) => {
    expect(verdictOnText(text).hits).toMatchObject([{ start: 0, end: text.length }]);
  });

  it('asks a promotion for its licence, and is content when there is one', () => {
    expect(verdictOnText('خصم ٥٠٪').hits).toMatchObject([{ missing: ['moci'] }, { missing: ['moci'] }]);
    expect(rulesOf('خصم ٥٠٪', { moci: '2026/123' })).toEqual([]);
    expect(rulesOf('خصم', { moci: ' ' })).toEqual([['PROMOTION', 'advise']]);
  });

  it('lets a person look at medical advertising, licence or not, and blocks it with a price or a discount', () => {
    const licences = { moh: '87/1' };
    expect(verdictOnText('جلسة بوتوكس', { licences }).hits).toMatchObject([{ action: 'review', missing: [] }]);
    expect(verdictOnText('جلسة بوتوكس').hits).toMatchObject([{ action: 'review', missing: ['moh'] }]);
    for (const text of ['بوتوكس ٢٥ د.ك', 'بوتوكس KD 25', 'بوتوكس ٢٩٫٥٠٠ دينار', 'بوتوكس خصم', 'botox 20%'])
      expect(verdictOnText(text, { licences }).action, text).toBe('block');
  });

  it('takes a hundred per cent for no reduction, and every other part of it for one', () => {
    expect([rulesOf('قطن ١٠٠٪'), rulesOf('100 % cotton')]).toEqual([[], []]);
    expect(verdictOnText('بوتوكس طبيعي 100%').action).toBe('review');
    for (const text of ['10%', '99%', '200%', '٠٪']) expect(rulesOf(text), text).toEqual([['PROMOTION', 'advise']]);
  });

  it('is content with a partnership that is disclosed, and with an offer that can be reached or has a price', () => {
    expect(rulesOf('برعاية مقهى')).toEqual([['INFLUENCER', 'advise']]);
    expect(rulesOf('برعاية مقهى #إعلان')).toEqual([]);
    expect(rulesOf('اطلب الآن')).toEqual([['AD_IDENTITY', 'advise']]);
    for (const text of ['اطلب الآن ٥٠٠٠١١١١', 'اطلب الآن ٣ د.ك', 'order now @cafe', 'order now: link in bio'])
      expect(rulesOf(text), text).toEqual([]);
    expect(rulesOf('order now: biotin')).toEqual([['AD_IDENTITY', 'advise']]);
  });

  it('sees a civil ID number in both digits, and not a telephone number', () => {
    expect(rulesOf('285010112345')).toEqual([['PERSONAL_DATA', 'review']]);
    expect(rulesOf('٢٨٥٠١٠١١٢٣٤٥')).toEqual([['PERSONAL_DATA', 'review']]);
    expect([rulesOf('+965 50001111'), rulesOf('285991112345'), rulesOf('1285010112345')]).toEqual([[], [], []]);
  });

  it('refuses to judge more than 10,000 characters, and counts an emoji as one', () => {
    expect(verdictOnText('😀'.repeat(10_000)).action).toBe('pass');
    expect(() => verdictOnText('ق'.repeat(10_001))).toThrow(RangeError);
  });

  it('has no word of a single letter: folded, "xxx" would be the name of a network', () => {
    const words = [...termIndex.byWord.values()].flat().flatMap((term) => (term.words.length === 1 ? term.words : []));
    expect(words.filter((word) => [...word].length < 2)).toEqual([]);
    for (const text of ['تابعونا على X', 'iPhone X بسعر خاص', 'قياس L و X متوفر', 'x'])
      expect(verdictOnText(text, {}).action, text).not.toBe('block');
  });

  it('only marks places inside of the text, in their order', () => {
    const parts = fc.constantFrom(
      'خمر',
      'خَمر',
      ' ',
      '😀',
      'v0dka',
      '٥٠٪',
      'بيرة',
      'كبيرة',
      '\u200f',
      '.',
      'بوتوكس',
      'قهوة',
      '5amr',
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 30 }), (words) => {
        const text = words.join('');
        let last = 0;
        for (const { start, end } of verdictOnText(text).hits) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          last = start;
        }
      }),
    );
  });
});

describe('10,000 characters made to take long', () => {
  /** How often a term is looked up for a text. */
  function lookups(text: string): number {
    let count = 0;
    const counting = <T>(map: ReadonlyMap<string, T>) =>
      new Proxy(map, {
        get: (target, name) => {
          if (name !== 'get') throw new Error(`only looked up, never gone through: ${String(name)}`);
          count += 1;
          return (key: string) => target.get(key);
        },
      });
    const { longestWord } = termIndex;
    findTerms(normalise(text).text, {
      ...{ byWord: counting(termIndex.byWord), bySkeleton: counting(termIndex.bySkeleton), longestWord },
    });
    return count;
  }

  it.each([
    ['one long word', 'والبالكاللاتينهاتونا'.repeat(500)],
    ['one letter', 'و'.repeat(10_000)],
    ['letters and spaces', 'ا '.repeat(5000)],
    ['affixes only', 'ولله '.repeat(2000)],
    ['as many words as fit', 'وبالكاتبونهم '.repeat(769)],
    ['digits', '2'.repeat(10_000)],
    ['per cents', '9%'.repeat(5000)],
    ['at signs', '@'.repeat(10_000)],
    ['beginnings of phrases', 'non '.repeat(2500)],
    ['forbidden words', 'خمر '.repeat(2500)],
  ])('%s: as many steps as characters, times six at most', (_, text) => {
    expect(text.length).toBeLessThanOrEqual(10_000);
    expect(lookups(text)).toBeLessThanOrEqual(60_000);
    expect(verdictOnText(text).version).toBe(policyVersion);
  });
});

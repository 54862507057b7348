import twitterText from 'twitter-text';
import { describe, expect, it } from 'vitest';
import { breachesOf } from '#shared/platforms/check.ts';
import { threadOf } from '#shared/platforms/thread.ts';
import { xComposing } from '#shared/platforms/x-composing.ts';
import { cashtagsIn, linksIn, weightedLength } from '#shared/platforms/x-counting.ts';

/** Every vector of the fact sheet. */
const vectors: readonly (readonly [text: string, weight: number])[] = [
  ['مرحبا بكم في الكويت', 19],
  ['مرحبا 👋', 8],
  ...['👨‍👩‍👧‍👦', '🇰🇼', '❤️', '1️⃣'].map((emoji) => [emoji, 2] as const),
  ['日本語', 6],
  ['#الكويت', 7],
  ['٠١٢٣', 4],
  ['٪؛،؟', 4],
  ['ـــ', 3],
  ['cafe\u0301', 4],
  ...['\u200f', '\u200e', '\u2066', '\u2067', '\u2068', '\u2069'].map((mark) => [mark, 2] as const),
  ...['\u200c', '\u200d', '\u061c'].map((mark) => [mark, 1] as const),
  ...['﷽', 'ﷺ', 'ﻻ', '…', '•', '€'].map((sign) => [sign, 2] as const),
  ...['—', '–', '“', '«', '£'].map((sign) => [sign, 1] as const),
  ...['https://example.com/very/long/path?x=1#y', 'x.com', 'shop.com.kw'].map((link) => [link, 23] as const),
  ['visit example.com now', 33],
  ['دكان.الكويت', 11],
  ['http://دكان.كويت', 16],
  ['user@example.com', 16],
  ['a'.repeat(280), 280],
  ['a'.repeat(281), 281],
];

describe('a text on X', () => {
  it.each(vectors.map(([text, weight]) => [text.slice(0, 40), weight, text] as const))(
    '%s counts %i',
    (_, weight, text) => {
      expect(weightedLength(text)).toBe(weight);
    },
  );

  it('counts as X’s own library does, whatever stands beside what', () => {
    const bits = [
      ...['مرحبا', 'كرك', '☕️', '✨', ' ', '\n', '#قهوة', '@cafe', 'shop.com.kw', 'https://example.com/a?b=c', 'hello'],
      ...['،', '.', '!', '٥', '$KW', '🇰🇼', '👨‍👩‍👧', '\u200f', '(', ')', 'x.co', '-', '…', 'ﷺ', '日'],
    ];
    let seed = 7;
    const chance = () => {
      seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
      return seed / 0x7fffffff;
    };
    for (let round = 0; round < 3000; round++) {
      const length = 1 + Math.floor(chance() * 12);
      const text = Array.from({ length }, () => bits[Math.floor(chance() * bits.length)]).join('');
      expect([text, weightedLength(text)]).toEqual([text, twitterText.parseTweet(text).weightedLength]);
    }
  });

  it('is too long with one letter more than 280, and empty it is no post', () => {
    const rules = (caption: string) => breachesOf({ kind: 'post', caption, media: [] }, 'x').map(({ rule }) => rule);
    expect(rules('ا'.repeat(280))).toEqual([]);
    expect(rules('ا'.repeat(281))).toEqual(['caption_too_long']);
    expect(rules(' \n ')).toEqual(['text_missing']);
  });

  it('is a thread where a line of dashes parts it, and each post of it is counted alone', () => {
    const thread = `${'ا'.repeat(280)}\n---\n${'ب'.repeat(280)}\n-----\nثالثًا`;
    expect(threadOf(thread).map((part) => part.length)).toEqual([280, 280, 6]);
    expect(threadOf('سعر 5 --- 6 دنانير')).toHaveLength(1);
    expect(threadOf('---\nواحد\n---')).toEqual(['واحد']);
    expect(xComposing.counting.length(thread)).toBe(280);
    const many = Array.from({ length: 26 }, (_, at) => `جزء ${at}`).join('\n---\n');
    expect(breachesOf({ kind: 'post', caption: many, media: [] }, 'x')).toMatchObject([
      { rule: 'too_many_parts', limit: 25, actual: 26 },
    ]);
  });

  it('has its links known, because they cost more, and one company sign at most', () => {
    expect(linksIn('زوروا shop.com.kw، أو https://example.com/a.')).toEqual(['shop.com.kw', 'https://example.com/a']);
    expect(cashtagsIn('$KFH و $NBK بسعر $5')).toEqual(['$KFH', '$NBK']);
    expect(breachesOf({ kind: 'post', caption: '$KFH $NBK', media: [] }, 'x')).toMatchObject([
      { rule: 'too_many_cashtags' },
    ]);
    expect(breachesOf({ kind: 'post', caption: '$KFH\n---\n$NBK', media: [] }, 'x')).toEqual([]);
  });
});

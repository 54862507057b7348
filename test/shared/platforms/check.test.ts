import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { breachesOf, type Draft } from '#shared/platforms/check.ts';
import { kindOf, profileUrl } from '#shared/platforms/platform.ts';
import { addPostcard, CARD, LETTER, POSTCARD } from '#test/support/made-up-network.ts';

const square = { mediaId: 'md_1', width: 1080, height: 1080 };
const draft = (overrides: Partial<Draft> = {}): Draft => ({
  caption: 'قهوة #كرك',
  kind: 'image',
  media: [square],
  ...overrides,
});
const ofInstagram = (overrides: Partial<Draft>) => breachesOf(draft(overrides), 'instagram');
const times = (count: number, word: string) => Array.from({ length: count }, (_, n) => `${word}${n}`).join(' ');

describe('what Instagram takes', () => {
  it('an ordinary post goes out', () => {
    expect(ofInstagram({})).toEqual([]);
  });

  it('2,200 characters and not one more', () => {
    expect(ofInstagram({ caption: 'ق'.repeat(2200) })).toEqual([]);
    expect(ofInstagram({ caption: 'ق'.repeat(2201) })).toEqual([
      { platform: 'instagram', rule: 'caption_too_long', limit: 2200, actual: 2201 },
    ]);
  });

  it('30 hashtags and not one more', () => {
    expect(ofInstagram({ caption: times(30, '#قهوة') })).toEqual([]);
    expect(ofInstagram({ caption: times(31, '#قهوة') })).toEqual([
      { platform: 'instagram', rule: 'too_many_hashtags', limit: 30, actual: 31 },
    ]);
  });

  it('20 handles and not one more', () => {
    expect(ofInstagram({ caption: times(20, '@cafe') })).toEqual([]);
    expect(ofInstagram({ caption: times(21, '@cafe') }).map(({ rule }) => rule)).toEqual(['too_many_mentions']);
  });

  it('30 hashtags in text and first comment together', () => {
    expect(ofInstagram({ caption: times(10, '#كرك'), firstComment: times(20, '#قهوة') })).toEqual([]);
    expect(ofInstagram({ caption: times(30, '#كرك'), firstComment: times(30, '#قهوة') })).toEqual([
      { platform: 'instagram', rule: 'too_many_hashtags', limit: 30, actual: 60 },
    ]);
    expect(ofInstagram({ caption: `${'#a#b'.repeat(15)}word#c` }).map(({ actual }) => actual)).toEqual([31]);
  });

  it('a first comment as long as the text, and with as many handles, counted apart from it', () => {
    const full = `${times(20, '@cafe')}`.padEnd(2200, '.');
    expect(ofInstagram({ caption: full, firstComment: full })).toEqual([]);
    expect(ofInstagram({ firstComment: 'ق'.repeat(2201) })).toEqual([
      { platform: 'instagram', rule: 'comment_too_long', limit: 2200, actual: 2201 },
    ]);
    expect(ofInstagram({ firstComment: times(21, '@cafe') }).map(({ rule }) => rule)).toEqual(['comment_mentions']);
  });

  it('one image, no less and no more', () => {
    expect(ofInstagram({ media: [] }).map(({ rule }) => rule)).toEqual(['media_missing']);
    expect(ofInstagram({ media: [square, square] }).map(({ rule }) => rule)).toEqual(['media_too_many']);
  });

  it.each([
    [1080, 1350, []],
    [1080, 1351, ['image_too_tall']],
    [1080, 566, []],
    [1080, 565, ['image_too_wide']],
    [1910, 1000, []],
    [191_000, 100_000, []],
    [191_001, 100_000, ['image_too_wide']],
    [4000, 5000, []],
    [39_999, 50_000, ['image_too_tall']],
    [320, 320, []],
    [319, 319, ['image_too_small']],
    [319, 1000, ['image_too_small', 'image_too_tall']],
  ])('an image of %i × %i: %o', (width, height, rules) => {
    const breaches = ofInstagram({ media: [{ mediaId: 'md_7', width, height }] });
    expect(breaches.map(({ rule }) => rule)).toEqual(rules);
    expect(breaches.every(({ mediaId }) => mediaId === 'md_7')).toBe(true);
  });

  it.each([
    [191_001, 100_000, { limit: 1.91, actual: 1.911 }],
    [39_999, 50_000, { limit: 0.8, actual: 0.799 }],
  ])('a ratio of %i:%i that is refused does not read like one that is allowed', (width, height, told) => {
    expect(ofInstagram({ media: [{ mediaId: 'md_7', width, height }] })).toMatchObject([told]);
  });

  it('everything that is wrong is told at once', () => {
    const breaches = ofInstagram({ caption: `${'ق'.repeat(2201)} ${times(31, '#a')}`, media: [] });
    expect(breaches.map(({ rule }) => rule)).toEqual(['caption_too_long', 'too_many_hashtags', 'media_missing']);
  });

  it('kinds that are not built yet cannot be scheduled', () => {
    expect(ofInstagram({ kind: LETTER })).toEqual([{ platform: 'instagram', rule: 'kind_unsupported' }]);
  });
});

describe('another network', () => {
  let remove = () => {};
  beforeAll(() => {
    remove = addPostcard();
  });
  afterAll(() => remove());
  const ofPostcard = (overrides: Partial<Draft>) => breachesOf(draft(overrides), POSTCARD);

  it('counts as it counts itself, and limits only what it limits', () => {
    expect(ofPostcard({ kind: LETTER, media: [], caption: `#one ${'long'.repeat(900)} three four five` })).toEqual([]);
    expect(ofPostcard({ kind: LETTER, media: [], caption: 'a b c d e f' })).toEqual([
      { platform: POSTCARD, rule: 'caption_too_long', limit: 5, actual: 6 },
    ]);
  });

  it('has rules for each of its kinds', () => {
    const broken = (overrides: Partial<Draft>) => ofPostcard(overrides).map(({ rule }) => rule);
    expect(broken({ kind: CARD, caption: 'a b c d @e @f', media: [{ ...square, height: 1081 }] })).toEqual([
      'caption_too_long',
      'too_many_mentions',
      'image_too_tall',
    ]);
    expect(broken({ kind: LETTER, media: [square] })).toEqual(['media_too_many']);
  });

  it('takes a post as the kind that its media makes it, or as the first, whose rules say what is wrong', () => {
    expect([0, 1, 2, 3].map((count) => kindOf(POSTCARD, Array(count).fill(square)))).toEqual([
      LETTER,
      CARD,
      CARD,
      LETTER,
    ]);
    expect([0, 1, 2].map((count) => kindOf('instagram', Array(count).fill(square)))).toEqual([
      'image',
      'image',
      'image',
    ]);
  });

  it('shows its accounts at an address of its own', () => {
    expect(profileUrl(POSTCARD, 'cafe/kw')).toBe('https://www.postcard.example/@cafe%2Fkw');
    expect(profileUrl('instagram', 'cafe.kw')).toBe('https://www.instagram.com/cafe.kw/');
  });
});

import { describe, expect, it } from 'vitest';
import { addPostcard, POSTCARD } from '#test/support/made-up-network.ts';
import { accountBreaches, limitsOf } from '../../../web/src/features/posts/composer/limits.ts';
import { isPast, quickTimes } from '../../../web/src/features/posts/when/quick-times.ts';
import { createAccount } from './builders.ts';

const accounts = [createAccount(), createAccount({ accountId: 'ac_2', username: 'cafe.farwaniya' })];
const image = { mediaId: 'md_1', url: '', width: 1080, height: 1080, altText: '' };

describe('the counters of the composer', () => {
  it('tell what is left of caption, hashtags and mentions, the tightest first', () => {
    const caption = `${'#قهوة '.repeat(28)}@cafe.kw`;
    expect(limitsOf({ caption, images: [] }, accounts)).toEqual([
      { platform: 'instagram', measure: 'hashtags', max: 30, left: 2 },
      { platform: 'instagram', measure: 'caption', max: 2200, left: 2200 - caption.length },
      { platform: 'instagram', measure: 'mentions', max: 20, left: 19 },
    ]);
  });

  it('tell the same of the first comment, on the networks that take one', () => {
    const texts = { caption: 'قهوة', firstComment: '@cafe.kw', images: [] };
    expect(limitsOf(texts, accounts, 'firstComment')).toEqual([
      { platform: 'instagram', measure: 'mentions', max: 20, left: 19 },
      { platform: 'instagram', measure: 'caption', max: 2200, left: 2192 },
      { platform: 'instagram', measure: 'hashtags', max: 30, left: 30 },
    ]);
    const remove = addPostcard();
    expect(limitsOf(texts, [createAccount({ platform: POSTCARD })], 'firstComment')).toEqual([]);
    remove();
  });

  it('count the hashtags of both texts as one sum, under both', () => {
    const texts = { caption: '#a#b', firstComment: '#قهوة '.repeat(29), images: [] };
    const over = { platform: 'instagram', measure: 'hashtags', max: 30, left: -1 };
    expect(limitsOf(texts, accounts)[0]).toEqual(over);
    expect(limitsOf(texts, accounts, 'firstComment')[0]).toEqual(over);
  });

  it('count as each network does, by the kind that the images make of the post', () => {
    const remove = addPostcard();
    const left = (images: unknown[]) =>
      limitsOf({ caption: 'two words', images }, [createAccount({ platform: POSTCARD })]).map(({ max, left }) => [
        max,
        left,
      ]);
    expect([left([]), left([image])]).toEqual([
      [[5, 3]],
      [
        [3, 1],
        [1, 1],
      ],
    ]);
    remove();
  });

  it('count nothing while no account is chosen', () => {
    expect(limitsOf({ caption: 'قهوة', images: [] }, [])).toEqual([]);
  });
});

describe('what the accounts would refuse', () => {
  it('names every account and the figures', () => {
    expect(accountBreaches({ caption: 'ق'.repeat(2201), images: [image] }, accounts)).toEqual([
      {
        platform: 'instagram',
        rule: 'caption_too_long',
        limit: 2200,
        actual: 2201,
        usernames: ['cafe.kw', 'cafe.farwaniya'],
      },
    ]);
  });

  it('is nothing at exactly the limits', () => {
    const caption = `${'#ق '.repeat(30)}`.padEnd(2200, 'ق');
    expect(accountBreaches({ caption, images: [image] }, accounts)).toEqual([]);
  });

  it('asks for the missing image and refuses one that is too tall', () => {
    const rules = (images: (typeof image)[]) =>
      accountBreaches({ caption: '', images }, accounts).map(({ rule }) => rule);
    expect(rules([])).toEqual(['media_missing']);
    expect(rules([{ ...image, height: 1920 }])).toEqual(['image_too_tall']);
  });
});

describe('the quick choices of a time', () => {
  const at = (kuwait: string) => Date.parse(`${kuwait}+03:00`);

  it('are whole, ahead of now, and on the clock of Kuwait', () => {
    expect(quickTimes(at('2026-02-18T16:40'))).toEqual([
      { key: 'next_hour', wallTime: '2026-02-18T18:00' },
      { key: 'tonight', wallTime: '2026-02-18T20:00' },
      { key: 'tomorrow_morning', wallTime: '2026-02-19T10:00' },
      { key: 'tomorrow_evening', wallTime: '2026-02-19T20:00' },
    ]);
  });

  it('do not offer this evening once it is over', () => {
    const late = at('2026-02-28T23:50');
    expect(quickTimes(late).map(({ key }) => key)).not.toContain('tonight');
    expect(quickTimes(late)[0]).toEqual({ key: 'next_hour', wallTime: '2026-03-01T01:00' });
  });

  it('refuse a time that has passed, to the minute', () => {
    expect(isPast('2026-02-18', '16:40', at('2026-02-18T16:40'))).toBe(true);
    expect(isPast('2026-02-18', '16:41', at('2026-02-18T16:40'))).toBe(false);
    expect(isPast('', '16:41', at('2026-02-18T16:40'))).toBe(false);
  });
});

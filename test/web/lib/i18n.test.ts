// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { defineStrings, translate } from '../../../web/src/lib/i18n.ts';

const strings = defineStrings({
  posts: {
    ar: {
      zero: 'لا منشورات',
      one: 'منشور واحد',
      two: 'منشوران',
      few: '{count} منشورات',
      many: '{count} منشورًا',
      other: '{count} منشور',
    },
    en: { one: '{count} post', other: '{count} posts' },
  },
  hello: { ar: 'أهلًا {name} من {place}', en: 'Hello {name} of {place}' },
  plain: { ar: 'حفظ', en: 'Save' },
});

const bare = (text: string) => text.replace(/[\u2068\u2069]/g, '');

describe('numbers in sentences', () => {
  it.each([
    [0, 'لا منشورات', '0 posts'],
    [1, 'منشور واحد', '1 post'],
    [2, 'منشوران', '2 posts'],
    [3, '3 منشورات', '3 posts'],
    [11, '11 منشورًا', '11 posts'],
    [100, '100 منشور', '100 posts'],
  ])('%i is said with its own form in Arabic and in English', (count, arabic, english) => {
    expect(bare(translate('ar', strings.posts, { count }))).toBe(arabic);
    expect(bare(translate('en', strings.posts, { count }))).toBe(english);
  });

  it('are written with the digits 0–9 and grouped', () => {
    expect(bare(translate('ar', strings.posts, { count: 1100 }))).toBe('1,100 منشور');
  });
});

describe('variables', () => {
  it('are isolated, so that an English name cannot turn an Arabic sentence around', () => {
    expect(translate('ar', strings.hello, { name: 'Sara', place: 'Salmiya' })).toBe(
      'أهلًا \u2068Sara\u2069 من \u2068Salmiya\u2069',
    );
  });

  it('must all be given, and only those that exist', () => {
    // @ts-expect-error `place` is missing
    translate('en', strings.hello, { name: 'Sara' });
    // @ts-expect-error a plain sentence takes none
    translate('en', strings.plain, { name: 'Sara' });
    expect(translate('en', strings.plain)).toBe('Save');
  });
});

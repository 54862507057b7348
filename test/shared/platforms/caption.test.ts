import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { captionParts } from '#shared/platforms/caption.ts';
import { captionLength, hashtagsIn, mentionsIn } from '#shared/platforms/counting.ts';

describe('hashtags', () => {
  it.each([
    ['in Arabic', 'صباح #قهوة_عربية و#كرك', ['#قهوة_عربية', '#كرك']],
    ['in Arabic with marks', '#قَهْوَة', ['#قَهْوَة']],
    ['with Arabic and Latin digits', '#رمضان١٤٤٧ #kuwait2026', ['#رمضان١٤٤٧', '#kuwait2026']],
    ['one after the other', '#a #b\n#c,#d', ['#a', '#b', '#c', '#d']],
    ['glued together', '#a#b #قهوة#كرك', ['#a', '#b', '#قهوة', '#كرك']],
    ['right behind a word', 'word#x قهوة#كرك', ['#x', '#كرك']],
    ['of emoji', '#☕ #☕️قهوة #🇰🇼 #👨‍👩‍👧', ['#☕', '#☕️قهوة', '#🇰🇼', '#👨‍👩‍👧']],
    ['with the wide sign of East Asian keyboards', '＃kuwait', ['＃kuwait']],
    ['not an entity of a web page', '&#39; x', []],
    ['not a lonely sign', '# #! ##', []],
    ['not the keycap emoji', 'press #️⃣ now', []],
  ])('%s', (_, caption, expected) => {
    expect(hashtagsIn(caption)).toEqual(expected);
  });
});

describe('handles', () => {
  it.each([
    ['at the start, in the middle, in brackets', '@cafe.kw مع (@b_1) @c.', ['@cafe.kw', '@b_1', '@c']],
    ['never part of an e-mail address', 'hello@cafe.kw, a.b@c.kw', []],
    ['never a lonely sign', '@ @. @قهوة', []],
    ['right after Arabic punctuation', '،@cafe', ['@cafe']],
  ])('%s', (_, caption, expected) => {
    expect(mentionsIn(caption)).toEqual(expected);
  });
});

it('the length of a caption counts UTF-16 units, as the strictest network does', () => {
  expect(captionLength('قهوة ☕')).toBe(6);
  expect(captionLength('👨‍👩‍👧‍👦')).toBe(11);
});

describe('the parts of a caption', () => {
  it('name every tag, handle and link in the order of the text', () => {
    expect(captionParts('تعال لـ @cafe.kw #قهوة https://cafe.kw/#menu الآن')).toEqual([
      { kind: 'text', text: 'تعال لـ ' },
      { kind: 'mention', text: '@cafe.kw' },
      { kind: 'text', text: ' ' },
      { kind: 'hashtag', text: '#قهوة' },
      { kind: 'text', text: ' ' },
      { kind: 'link', text: 'https://cafe.kw/#menu' },
      { kind: 'text', text: ' الآن' },
    ]);
  });

  it('keep together what is glued: apart, a right-to-left line would show it the wrong way round', () => {
    expect(captionParts('word#x و#كرك #a#b')).toEqual([
      { kind: 'text', text: 'word#x و#كرك ' },
      { kind: 'hashtag', text: '#a#b' },
    ]);
  });

  const piece = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 6 }),
    fc.string({ unit: 'binary', maxLength: 4 }),
    fc.constantFrom(
      '#',
      '@',
      '#قهوة',
      '@cafe',
      ' ',
      '.',
      '_',
      'https://a.kw/',
      '\u0301',
      '\u200d',
      '\u200c',
      '🏻',
      '\u0600',
    ),
    fc.constantFrom('👨‍👩‍👧‍👦', '🇰🇼', '#️⃣', 'ق', 'هَ', '\ud83d', '\r\n'),
  );
  const captions = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));

  it('joined again are the caption', () => {
    fc.assert(
      fc.property(captions, (caption) => {
        const parts = captionParts(caption);
        expect(parts.map(({ text }) => text).join('')).toBe(caption);
        expect(parts.every(({ text }) => text.length > 0)).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });

  it('never cut what a reader sees as one character', () => {
    const segmenter = new Intl.Segmenter('ar', { granularity: 'grapheme' });
    fc.assert(
      fc.property(captions, (caption) => {
        const edges = new Set([...segmenter.segment(caption)].map(({ index }) => index));
        let at = 0;
        for (const { text } of captionParts(caption)) {
          expect(edges.has(at), `a cut at ${at} in ${JSON.stringify(caption)}`).toBe(true);
          at += text.length;
        }
      }),
      { numRuns: 3_000 },
    );
  });
});

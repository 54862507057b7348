import { describe, expect, it } from 'vitest';
import { folded, matches } from '#shared/media/search.ts';

describe('searching the library', () => {
  it.each([
    ['letters that people write for each other', 'قهوه', 'قَهْوَة الصباح'],
    ['a word without its hamza', 'اعلان', 'إعلان رمضان'],
    ['the two forms of the last letter', 'مقهي', 'مقهى المباركية'],
    ['a word that is drawn long', 'رمضان', 'رمـــضان'],
    ['Arabic digits', '2026', 'عرض ٢٠٢٦'],
    ['capitals and accents', 'cafe', 'Mubarakiya CAFÉ'],
    ['words in another order', 'latte morning', 'Morning latte.jpg'],
  ])('finds %s', (_, search, text) => {
    expect(matches([text], search)).toBe(true);
  });

  it('looks for every word, in whichever text it stands', () => {
    expect(matches(['latte.jpg', 'كوب على طاولة', undefined], 'latte طاوله')).toBe(true);
    expect(matches(['latte.jpg', 'كوب على طاولة'], 'latte كرسي')).toBe(false);
  });

  it('folds a text once and for all', () => {
    for (const text of ['إعلانٌ رمـضان ٢٠٢٦', 'CAFÉ Zürich', 'چاي گهوة'])
      expect(folded(folded(text))).toBe(folded(text));
  });
});

/** Ways to write a word so that a list does not find it. Each takes a phrase and returns another spelling of it. */
const PERSIAN: Readonly<Record<string, string>> = { ك: 'ک', ي: 'ی', ه: 'ہ', ة: 'ۃ' };
const LOOKALIKE: Readonly<Record<string, string>> = { a: 'а', e: 'е', o: 'о', c: 'с', p: 'р', i: 'і', x: 'х' };
const LEET: Readonly<Record<string, string>> = { o: '0', e: '3', a: '4', s: '5' };
const WIDE = 0xfee0;

/** The letters' initial, medial, final and lone shapes start here in Unicode; one shape of each is enough. */
const SHAPES: Readonly<Record<string, string>> = {
  ...{ خ: 'ﺧ', م: 'ﻣ', ر: 'ﺮ', ا: 'ﺎ', ل: 'ﻟ', ن: 'ﻧ', ي: 'ﻴ', ك: 'ﻛ', س: 'ﺳ', ش: 'ﺷ', ق: 'ﻗ', ع: 'ﻋ', ف: 'ﻓ', ب: 'ﺑ' },
  ...{ ت: 'ﺗ', د: 'ﺪ', و: 'ﻮ', ه: 'ﻫ', ة: 'ﺔ', ز: 'ﺰ', ج: 'ﺟ', ح: 'ﺣ', ص: 'ﺻ', ض: 'ﺿ', ط: 'ﻃ', غ: 'ﻏ', أ: 'ﺄ', ئ: 'ﺋ' },
};

const swap = (map: Readonly<Record<string, string>>) => (text: string) =>
  [...text].map((char) => map[char] ?? char).join('');
const perWord = (change: (word: string) => string) => (text: string) => text.split(' ').map(change).join(' ');
const middle = (word: string, insert: string) => [...word].join(insert);

export const arabicEvasions: Readonly<Record<string, (text: string) => string>> = {
  clean: (text) => text,
  diacritics: perWord((word) => middle(word, '\u064e')),
  tatweel: perWord((word) => middle(word, 'ـ')),
  presentation: swap(SHAPES),
  zeroWidth: perWord((word) => middle(word, '\u200c')),
  repeated: perWord((word) => word + (word.at(-1) ?? '').repeat(4)),
  persian: swap(PERSIAN),
  bidiMarks: perWord((word) => `\u200f${middle(word, '\u200e')}`),
  alef: (text) => text.replace(/[اأإآ]/g, 'ٱ'),
};
/** Only a single word can be spelled. */
export const spelled: Readonly<Record<string, (word: string) => string>> = {
  spaced: (word) => middle(word, ' '),
  dotted: (word) => middle(word, '.'),
  underscored: (word) => middle(word, '_'),
};
export const latinEvasions: Readonly<Record<string, (text: string) => string>> = {
  clean: (text) => text,
  upper: (text) => text.toUpperCase(),
  fullWidth: (text) =>
    [...text].map((char) => (char === ' ' ? char : String.fromCodePoint(char.charCodeAt(0) + WIDE))).join(''),
  homoglyph: swap(LOOKALIKE),
  leet: swap(LEET),
  accents: perWord((word) => middle(word, '\u0301')),
  zeroWidth: perWord((word) => middle(word, '\u200b')),
};

/** Arabic letters as they are typed with Latin ones and digits; two signs before one. */
const LETTERS: readonly (readonly [string, string])[] = [
  ...Object.entries({ kh: 'خ', gh: 'غ', sh: 'ش', th: 'ث', dh: 'ذ', ch: 'ج' }),
  ...Object.entries({ 2: '', 3: 'ع', 5: 'خ', 6: 'ط', 7: 'ح', 8: 'ق', 9: 'ص' }),
  ...Object.entries({ a: '', e: '', i: '', o: '', u: '', y: '', w: '' }),
  ...Object.entries({ b: 'ب', p: 'ب', t: 'ت', j: 'ج', d: 'د', r: 'ر', z: 'ز', s: 'س', f: 'ف', v: 'ف', q: 'ق' }),
  ...Object.entries({ k: 'ك', c: 'ك', g: 'ك', l: 'ل', m: 'م', n: 'ن', h: 'ه', x: 'كس' }),
];
const BY_SIGN = new Map(LETTERS);
/** Without one of these a word is rather English. */
const MARK = /[2356789]|kh|gh|q/;

/** The consonants of an Arabic word, as Arabizi keeps them. */
export const skeletonOf = (normalised: string): string => normalised.replace(/[اوي]/g, '');

/** What a Latin word would be the consonants of, or nothing when it does not look like Arabizi. */
export function arabiziSkeleton(word: string): string | undefined {
  if (!/^[a-z0-9]*[a-z][a-z0-9]*$/.test(word) || !MARK.test(word)) return undefined;
  let skeleton = '';
  for (let at = 0; at < word.length; ) {
    const pair = BY_SIGN.get(word.slice(at, at + 2));
    const letter = pair ?? BY_SIGN.get(word.charAt(at));
    if (letter === undefined) return undefined;
    skeleton += letter;
    at += pair === undefined ? 1 : 2;
  }
  return skeleton.length >= 3 ? skeleton : undefined;
}

import type { Found } from './find-terms.ts';

// Numbers and addresses in a normalised text. None of them has a quantifier within a quantifier.

/** A hundred per cent is what a shirt is of cotton, and no reduction. */
const PERCENT = /(?<!\d)(?!100 ?[%٪])\d{1,3} ?[%٪]/gu;
const PRICE = /(?:\d ?(?:kd|kwd|د\.?ك|دينار|دنانير|فلس)|(?:kd|kwd|بسعر|السعر) ?:? ?\d)/u;
const CONTACT =
  /(?<!\d)(?:[569]\d{7}|41\d{6}|2\d{7}|18\d{5})(?!\d)|https?:|www\.|@[a-z0-9]|واتساب|whatsapp|البايو|(?<!\p{L})bio(?!\p{L})/u;
/** Twelve digits: century, date of birth, five more. */
const CIVIL_ID = /(?<!\d)[23]\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{5}(?!\d)/gu;

export const hasPrice = (text: string): boolean => PRICE.test(text);
export const hasContact = (text: string): boolean => CONTACT.test(text);
export const hasPercent = (text: string): boolean => text.search(PERCENT) >= 0;

/** What is found by its shape instead of by a term. */
export const findShapes = (text: string): Found[] => [
  ...shaped(text, PERCENT, 'PROMOTION'),
  ...shaped(text, CIVIL_ID, 'PERSONAL_DATA'),
];

const shaped = (text: string, pattern: RegExp, means: Found['means']): Found[] =>
  [...text.matchAll(pattern)].map((match) => ({
    ...{ means, start: match.index, end: match.index + match[0].length, term: match[0], arabizi: false },
  }));

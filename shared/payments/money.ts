import type { Language } from '../contract/text.ts';

/** Money is whole fils everywhere; a dinar has a thousand of them. Dinars are only for eyes. */
export const FILS_PER_DINAR = 1000;
/** Ten million dinars: more than any price, budget or invoice of ours, and far from where whole numbers end. */
export const MOST_FILS = 10_000_000 * FILS_PER_DINAR;

/** Currency words, direction marks, spaces and the Arabic thousands sign, which may stand anywhere around the digits. */
const AROUND = /KWD|KD|د\.\s?ك\.?|[\u200e\u200f\u061c\s\u00a0\u202f٬]/giu;
const ARABIC_DIGITS = /[٠-٩۰-۹]/gu;
/** A comma separates thousands or nothing: `29,5` would otherwise become 295 dinars without anybody noticing. */
const AMOUNT = /^(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,3}))?$/;

/** Arabic-Indic and Persian digits as 0–9; everything else stays. */
export const latinDigits = (text: string): string =>
  text.replace(ARABIC_DIGITS, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf));

/**
 * What a person typed as an amount of dinars, in whole fils; undefined when it is not clearly one. Takes both sets of
 * digits, the currency's name on either side, and at most three decimals. No sign: an amount is never below zero.
 *
 * @example filsFrom('٢٩٫٥٠٠ د.ك') // 29500
 */
export function filsFrom(typed: string): number | undefined {
  const plain = latinDigits(typed).replaceAll('٫', '.').replace(AROUND, '');
  const [, dinars, decimals = ''] = AMOUNT.exec(plain) ?? [];
  if (dinars === undefined) return undefined;
  const fils = Number(dinars.replaceAll(',', '')) * FILS_PER_DINAR + Number(decimals.padEnd(3, '0'));
  return fils <= MOST_FILS ? fils : undefined;
}

/** Fils as dinars with three decimals and no name, for outside systems and files: 29500 → `29.500`. */
export function dinarsOf(fils: number): string {
  if (!Number.isSafeInteger(fils)) throw new RangeError('Money is whole fils');
  const whole = Math.abs(fils);
  const sign = fils < 0 ? '-' : '';
  return `${sign}${Math.floor(whole / FILS_PER_DINAR)}.${String(whole % FILS_PER_DINAR).padStart(3, '0')}`;
}

/**
 * An amount as a person reads it: `KWD 1,234.500` and `1,234.500 د.ك`. The Arabic one holds no direction marks; where
 * it stands in a sentence it is isolated as a whole.
 */
export function moneyWords(language: Language, fils: number): string {
  const [dinars = '', decimals = ''] = dinarsOf(fils).split('.');
  const number = `${dinars.replace(/\d(?=(\d{3})+$)/g, '$&,')}.${decimals}`;
  return language === 'ar' ? `${number} د.ك` : `KWD ${number}`;
}

/** `part` of `whole` of an amount, down to the fils: what a customer gets is never more than exact. */
export function shareOf(fils: number, part: number, whole: number): number {
  if (!(whole > 0) || part < 0 || part > whole) throw new RangeError('A share is a part of something');
  // A year in milliseconds times a price is beyond what a number holds exactly.
  return Number((BigInt(fils) * BigInt(part)) / BigInt(whole));
}

import { KUWAIT } from '../calendar/kuwait.ts';
import { dayWords } from '../calendar/moment.ts';
import { type Language, text } from '../contract/text.ts';
import { filsFrom, latinDigits, moneyWords } from '../payments/money.ts';
import type { Variable, VariableKind } from './variable.ts';

const MOST_CHARACTERS = 1000;
const written = text(MOST_CHARACTERS, 1);
/** Mobile, fixed and toll-free numbers of Kuwait; there is no prefix inside the country. */
const PHONE = /^(?:[569]\d{7}|41\d{6}|2\d{7}|18\d{5})$/;
const DAY = /^20\d\d-\d\d-\d\d$/;

/** How a value stands in a post of a language, or undefined when it is none of its kind. */
type Reading = (typed: string, language: Language, variable: Variable) => string | undefined;

const readings: Record<VariableKind, Reading> = {
  text: (typed) => typed,
  choice: (typed, _, { choices = [] }) => (choices.some((one) => one.trim() === typed) ? typed : undefined),
  money: (typed, language) => {
    const fils = filsFrom(typed);
    return fils === undefined ? undefined : moneyWords(language, fils);
  },
  phone: (typed, language) => {
    const number = localNumber(typed);
    if (!PHONE.test(number)) return undefined;
    // A plus sign and groups of digits change places in a line of Arabic.
    return language === 'ar' ? number : `+965 ${number}`;
  },
  link: (typed) => {
    if (!URL.canParse(typed) || /[\s{}]/u.test(typed)) return undefined;
    return ['http:', 'https:'].includes(new URL(typed).protocol) ? typed : undefined;
  },
  date: (typed, language) => {
    const at = Date.parse(`${typed}T12:00:00+03:00`);
    if (!DAY.test(typed) || Number.isNaN(at) || !new Date(at).toISOString().startsWith(typed)) return undefined;
    return `${dayWords(language, at, 0)} (${hijriWords(language).format(at)})`;
  },
};

/** A value as it stands in a post of a language; undefined when it is none of its kind, or would bring a brace. */
export function valueWords(variable: Variable, typed: string, language: Language): string | undefined {
  const value = typed.trim();
  if (/[{}]/.test(value) || !written.safeParse(value).success) return undefined;
  return readings[variable.kind](value, language, variable);
}

/** `965…` is the country only in front of a whole number: 96512345 is somebody's mobile. */
function localNumber(typed: string): string {
  const digits = latinDigits(typed).replace(/\D/g, '').replace(/^00/, '');
  return digits.length > 8 && digits.startsWith('965') ? digits.slice(3) : digits;
}

/** Made once for a language, when it is first asked for: making one is slow. */
const made = new Map<Language, Intl.DateTimeFormat>();
function hijriWords(language: Language): Intl.DateTimeFormat {
  const tag = `${language === 'ar' ? 'ar-KW' : 'en-GB'}-u-ca-islamic-umalqura-nu-latn`;
  const words =
    made.get(language) ??
    new Intl.DateTimeFormat(tag, { timeZone: KUWAIT, day: 'numeric', month: 'long', year: 'numeric' });
  made.set(language, words);
  return words;
}

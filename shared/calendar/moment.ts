import type { Language } from '../contract/text.ts';
import { KUWAIT } from './kuwait.ts';

/** Arabic with the digits 0–9, as Kuwaiti businesses write; English with day before month. */
export const locales: Readonly<Record<Language, string>> = { ar: 'ar-KW-u-nu-latn', en: 'en-AE' };

const wordsOf = (language: Language) => {
  const saying = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locales[language], { timeZone: KUWAIT, ...options });
  return {
    day: saying({ weekday: 'long', day: 'numeric', month: 'long' }),
    dayOfYear: saying({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
    year: saying({ year: 'numeric' }),
    time: saying({ hour: 'numeric', minute: '2-digit' }),
    comma: language === 'ar' ? '، ' : ', ',
  };
};

const made = new Map<Language, ReturnType<typeof wordsOf>>();

/** Made once, and only for a language that is asked for: building `Intl` objects is slow. */
function words(language: Language) {
  const known = made.get(language) ?? wordsOf(language);
  made.set(language, known);
  return known;
}

/** The time of day of an instant (ms) on Kuwait's clock: 6:00 PM. */
export const timeWords = (language: Language, at: number): string => words(language).time.format(at);

/** The day of an instant (ms) in Kuwait, with its year when that is not the year of `now`. */
export function dayWords(language: Language, at: number, now: number): string {
  const { day, dayOfYear, year } = words(language);
  return (year.format(at) === year.format(now) ? day : dayOfYear).format(at);
}

/** Day and time of an instant (ms), as screens and mails say them alike: Wednesday, 18 February, 6:00 PM. */
export const momentWords = (language: Language, at: number, now: number): string =>
  `${dayWords(language, at, now)}${words(language).comma}${timeWords(language, at)}`;

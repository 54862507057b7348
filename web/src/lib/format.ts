import { KUWAIT } from '#shared/calendar/kuwait.ts';
import { dayWords, locales, momentWords, timeWords } from '#shared/calendar/moment.ts';
import { isolated } from '#shared/contract/sentence.ts';
import type { Language } from '#shared/contract/text.ts';
import { now } from './clock.ts';
import { languageStore } from './language.ts';
import { useStore } from './store.ts';

const FILS_PER_DINAR = 1000;

const steps: readonly [unit: Intl.RelativeTimeFormatUnit, ms: number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/**
 * Every number, date and amount the screens show. Instants are ms since the epoch and shown on Kuwait's clock,
 * whatever the browser's zone.
 */
function createFormat(language: Language) {
  const locale = locales[language];
  const dates = (options: Intl.DateTimeFormatOptions, tag = locale) =>
    new Intl.DateTimeFormat(tag, { timeZone: KUWAIT, ...options });
  const hijriTag = `${language === 'ar' ? 'ar-KW' : 'en-GB'}-u-ca-islamic-umalqura-nu-latn`;
  const number = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const money = new Intl.NumberFormat(locale, { style: 'currency', currency: 'KWD', minimumFractionDigits: 3 });
  const list = new Intl.ListFormat(locale);
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const date = dates({ day: 'numeric', month: 'long', year: 'numeric' });
  const shortDate = dates({ day: '2-digit', month: '2-digit', year: 'numeric' });
  const monthYear = dates({ month: 'long', year: 'numeric' });
  const weekday = dates({ weekday: 'long' });
  const hijri = dates({ day: 'numeric', month: 'long', year: 'numeric' }, hijriTag);
  const hijriMonth = dates({ month: 'long', year: 'numeric' }, hijriTag);
  const hijriMonthName = dates({ month: 'long' }, hijriTag);
  const hijriDay = dates({ day: 'numeric' }, hijriTag);
  const hijriDayMonth = dates({ day: 'numeric', month: 'long' }, hijriTag);
  return {
    language,
    number: (value: number) => number.format(value),
    /** Of a width to a height: 3.75:1. */
    ratio: (value: number) => `${number.format(value)}:1`,
    /** How many there are besides: +3. */
    more: (count: number) => `+${number.format(count)}`,
    /** Names one after the other; each keeps its own direction. */
    list: (items: readonly string[]) => list.format(items.map(isolated)),
    percent: (share: number) => percent.format(share),
    /** From whole fils: 12500 → 12.500 dinars. */
    money: (fils: number) => money.format(fils / FILS_PER_DINAR),
    date: (at: number) => date.format(at),
    shortDate: (at: number) => shortDate.format(at),
    /** With its year, when that is not the present one. */
    weekdayDate: (at: number) => dayWords(language, at, now()),
    monthYear: (at: number) => monthYear.format(at),
    weekday: (at: number) => weekday.format(at),
    time: (at: number) => timeWords(language, at),
    /** For machines: the `dateTime` of a `<time>`. */
    iso: (at: number) => new Date(at).toISOString(),
    dateTime: (at: number) => momentWords(language, at, now()),
    /** Umm al-Qura date, e.g. 1 Ramadan 1447. */
    hijri: (at: number) => hijri.format(at),
    hijriMonth: (at: number) => hijriMonth.format(at),
    hijriMonthName: (at: number) => hijriMonthName.format(at),
    /** The months from one instant to another, a shared year said once. */
    hijriMonths: (from: number, to: number) => hijriMonth.formatRange(from, to),
    /** Two dates, what they share said once: 22–28 November 2026. */
    dateRange: (from: number, to: number) => date.formatRange(from, to),
    hijriDay: (at: number) => hijriDay.format(at),
    hijriDayMonth: (at: number) => hijriDayMonth.format(at),
    /** How far `at` is from `now`: "in 3 hours", "yesterday". Under a minute is "now". */
    relative: (at: number, now: number) => {
      const [unit, ms] = steps.find(([, ms]) => Math.abs(at - now) >= ms) ?? ['second', Number.POSITIVE_INFINITY];
      return relative.format(Math.trunc((at - now) / ms), unit);
    },
    /** A wait in whole seconds, said in the largest fitting unit and rounded up. */
    duration: (seconds: number) => {
      const [unit, size] =
        seconds >= 5400
          ? (['hour', 3600] as const)
          : seconds > 90
            ? (['minute', 60] as const)
            : (['second', 1] as const);
      return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(
        Math.ceil(seconds / size),
      );
    },
  };
}

export type Format = ReturnType<typeof createFormat>;

const made = new Map<Language, Format>();

/** The formatter of a language. Made once: building `Intl` objects is slow. */
export function formatFor(language: Language): Format {
  const known = made.get(language) ?? createFormat(language);
  made.set(language, known);
  return known;
}

/** The formatter for the language of the page. */
export const useFormat = (): Format => formatFor(useStore(languageStore));

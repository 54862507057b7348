import type { Language } from '#shared/contract/text.ts';

const units = ['kilobyte', 'megabyte', 'gigabyte'] as const;

/** A size as people say it: 1.2 MB. */
export function sizeWords(language: Language, bytes: number): string {
  const step = bytes >= 1e9 ? 2 : bytes >= 1e6 ? 1 : 0;
  const locale = language === 'ar' ? 'ar-KW-u-nu-latn' : 'en-GB';
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: units[step],
    unitDisplay: 'short',
    maximumFractionDigits: step === 0 ? 0 : 1,
  }).format(bytes / 10 ** (3 * (step + 1)));
}

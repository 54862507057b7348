import type { Phrase } from '../../../lib/i18n.ts';

/** In their order, Muharram first. */
export const hijriMonthNames: readonly Phrase[] = [
  { ar: 'محرم', en: 'Muharram' },
  { ar: 'صفر', en: 'Safar' },
  { ar: 'ربيع الأول', en: 'Rabi’ I' },
  { ar: 'ربيع الآخر', en: 'Rabi’ II' },
  { ar: 'جمادى الأولى', en: 'Jumada I' },
  { ar: 'جمادى الآخرة', en: 'Jumada II' },
  { ar: 'رجب', en: 'Rajab' },
  { ar: 'شعبان', en: 'Sha’ban' },
  { ar: 'رمضان', en: 'Ramadan' },
  { ar: 'شوال', en: 'Shawwal' },
  { ar: 'ذو القعدة', en: 'Dhu al-Qa’da' },
  { ar: 'ذو الحجة', en: 'Dhu al-Hijja' },
];

import { defineStrings } from '../../lib/i18n.ts';

export const shiftedStrings = defineStrings({
  waited: {
    ar: {
      zero: 'لم ينتظر',
      one: 'انتظر دقيقة واحدة: {prayer}',
      two: 'انتظر دقيقتين: {prayer}',
      few: 'انتظر {count} دقائق: {prayer}',
      many: 'انتظر {count} دقيقة: {prayer}',
      other: 'انتظر {count} دقيقة: {prayer}',
    },
    en: { one: 'Waited {count} minute: {prayer}', other: 'Waited {count} minutes: {prayer}' },
  },
  shifted: {
    ar: {
      zero: 'في وقته',
      one: 'نُقل دقيقة واحدة: {prayer}',
      two: 'نُقل دقيقتين: {prayer}',
      few: 'نُقل {count} دقائق: {prayer}',
      many: 'نُقل {count} دقيقة: {prayer}',
      other: 'نُقل {count} دقيقة: {prayer}',
    },
    en: { one: 'Moved {count} minute: {prayer}', other: 'Moved {count} minutes: {prayer}' },
  },
});

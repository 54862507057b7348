import { defineStrings } from '../../../lib/i18n.ts';

export const strings = defineStrings({
  repeated: {
    ar: {
      zero: 'لم يتكرر',
      one: 'مرة واحدة منذ {time}',
      two: 'مرتان منذ {time}',
      few: '{count} مرات منذ {time}',
      many: '{count} مرة منذ {time}',
      other: '{count} مرة منذ {time}',
    },
    en: { one: '{count} time since {time}', other: '{count} times since {time}' },
  },
  every: { ar: 'عرض كل سطر ({count})', en: 'Show every line ({count})' },
  short: { ar: 'عرض مختصر', en: 'Show less' },
});

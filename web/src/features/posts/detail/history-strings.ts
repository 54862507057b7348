import { defineStrings } from '../../../lib/i18n.ts';

export const strings = defineStrings({
  repeated: {
    ar: {
      zero: 'لم يتكرر',
      one: 'مرة واحدة، {time}',
      two: 'مرتان، الأولى {time}',
      few: '{count} مرات، الأولى {time}',
      many: '{count} مرة، الأولى {time}',
      other: '{count} مرة، الأولى {time}',
    },
    en: { one: '{count} time, {time}', other: '{count} times, first {time}' },
  },
  every: { ar: 'عرض كل سطر ({count})', en: 'Show every line ({count})' },
  short: { ar: 'عرض مختصر', en: 'Show less' },
});

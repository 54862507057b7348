import { defineStrings } from '../../../lib/i18n.ts';

/** What is said of the first comment of a post that is out. */
export const commentStrings = defineStrings({
  waiting: { ar: 'نضيف أول تعليق بعد قليل.', en: 'The first comment follows shortly.' },
  posting: { ar: 'نضيف أول تعليق الآن…', en: 'Adding the first comment…' },
  posted: { ar: 'أُضيف أول تعليق.', en: 'The first comment is there.' },
  failed: { ar: 'تعذّرت إضافة أول تعليق.', en: 'The first comment could not be posted.' },
  failedBecause: { ar: 'تعذّرت إضافة أول تعليق: {reason}', en: 'The first comment could not be posted: {reason}' },
  unknown: {
    ar: 'أرسلنا أول تعليق ولم نعرف هل ظهر.',
    en: 'We sent the first comment but could not find out whether it appeared.',
  },
  addYourself: { ar: 'افتح المنشور وأضف التعليق بنفسك.', en: 'Open the post and add the comment yourself.' },
  addIfMissing: {
    ar: 'افتح المنشور، وأضفه بنفسك إن لم تجده.',
    en: 'Open the post, and add it yourself if it is missing.',
  },
  copy: { ar: 'انسخ التعليق', en: 'Copy the comment' },
  copied: { ar: 'نُسخ التعليق.', en: 'Comment copied.' },
});

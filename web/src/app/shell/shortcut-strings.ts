import { defineStrings } from '../../lib/i18n.ts';

export const strings = defineStrings({
  title: { ar: 'اختصارات لوحة المفاتيح', en: 'Keyboard shortcuts' },
  everywhere: { ar: 'في كل صفحة', en: 'On every page' },
  help: { ar: 'هذه القائمة', en: 'This list' },
  newPost: { ar: 'منشور جديد', en: 'New post' },
  calendar: { ar: 'في التقويم', en: 'In the calendar' },
  today: { ar: 'اليوم', en: 'Today' },
  month: { ar: 'عرض الشهر', en: 'Month view' },
  week: { ar: 'عرض الأسبوع', en: 'Week view' },
  list: { ar: 'عرض القائمة', en: 'List view' },
  next: { ar: 'الفترة التالية', en: 'Next period' },
  previous: { ar: 'الفترة السابقة', en: 'Previous period' },
  undo: { ar: 'تراجع عن آخر نقل', en: 'Undo the last move' },
  composer: { ar: 'عند كتابة منشور', en: 'While writing a post' },
  schedule: { ar: 'جدولة أو حفظ التعديل', en: 'Schedule, or save changes' },
  save: { ar: 'حفظ', en: 'Save' },
  singleKeys: { ar: 'اختصارات الحرف الواحد', en: 'Single-key shortcuts' },
  singleKeysWhy: {
    ar: 'أوقفها إذا كنت تكتب بالصوت. تبقى اختصارات Ctrl تعمل.',
    en: 'Switch them off if you write by voice. Shortcuts with Ctrl keep working.',
  },
});

import { defineStrings, type Phrase } from '../../lib/i18n.ts';
import type { CalendarView, Occasion } from './calendar-days.ts';
import type { DayPart } from './day-parts.ts';
import type { MoveRefusal } from './move-rules.ts';

export const viewStrings: Record<CalendarView, Phrase> = {
  month: { ar: 'شهر', en: 'Month' },
  week: { ar: 'أسبوع', en: 'Week' },
  list: { ar: 'قائمة', en: 'List' },
};

export const occasionStrings: Record<Occasion, Phrase> = {
  ramadan: { ar: 'رمضان', en: 'Ramadan' },
  eid_fitr: { ar: 'عيد الفطر', en: 'Eid al-Fitr' },
  eid_adha: { ar: 'عيد الأضحى', en: 'Eid al-Adha' },
};

export const dayPartStrings: Record<DayPart, Phrase> = {
  morning: { ar: 'الصباح', en: 'Morning' },
  afternoon: { ar: 'بعد الظهر', en: 'Afternoon' },
  evening: { ar: 'المساء', en: 'Evening' },
};

/** Why a post did not move, and what to do instead. */
export const moveRefusalStrings: Record<MoveRefusal, Phrase> = {
  past: { ar: 'هذا الوقت مضى. اختر وقتًا لاحقًا.', en: 'That time has passed. Choose a later one.' },
  publishing: {
    ar: 'المنشور قيد النشر الآن ولا يمكن تغيير موعده.',
    en: 'The post is being published and cannot be moved.',
  },
  published: { ar: 'نُشر هذا المنشور ولا يمكن تغيير موعده.', en: 'This post is published and cannot be moved.' },
  in_doubt: { ar: 'هذا المنشور ينتظر قرارك. افتحه أولًا.', en: 'This post waits for your decision. Open it first.' },
  failed: {
    ar: 'تعذّر نشر هذا المنشور. افتحه لترى الخطوة القادمة.',
    en: 'This post could not go out. Open it for the next step.',
  },
  paused: {
    ar: 'هذا المنشور متوقف مؤقتًا. افتحه لتستأنفه في موعد آخر.',
    en: 'This post is paused. Open it to resume it at another time.',
  },
};

export const strings = defineStrings({
  title: { ar: 'التقويم', en: 'Calendar' },
  today: { ar: 'اليوم', en: 'Today' },
  previousMonth: { ar: 'الشهر السابق', en: 'Previous month' },
  nextMonth: { ar: 'الشهر التالي', en: 'Next month' },
  previousWeek: { ar: 'الأسبوع السابق', en: 'Previous week' },
  nextWeek: { ar: 'الأسبوع التالي', en: 'Next week' },
  view: { ar: 'طريقة العرض', en: 'View' },
  filter: { ar: 'الحالة', en: 'State' },
  all: { ar: 'كل الحالات', en: 'All states' },
  newAt: { ar: 'منشور جديد، {when}', en: 'New post, {when}' },
  newPost: { ar: 'منشور جديد', en: 'New post' },
  more: { ar: '{more}', en: '{more}' },
  moreOf: { ar: 'كل منشورات {day}', en: 'All posts of {day}' },
  drag: { ar: 'انقل «{post}» إلى يوم آخر', en: 'Drag “{post}” to another day' },
  acts: { ar: 'خيارات «{post}»', en: 'Options for “{post}”' },
  moved: { ar: 'انتقل إلى {time}', en: 'Moved to {time}' },
  undo: { ar: 'تراجع', en: 'Undo' },
  undone: { ar: 'عاد إلى {time}', en: 'Back to {time}' },
  empty: { ar: 'لا منشورات في هذه الفترة', en: 'No posts in this period' },
  emptyWhy: {
    ar: 'اكتب منشورًا واختر موعده، وسيظهر هنا.',
    en: 'Write a post and choose its time; it will appear here.',
  },
  emptyHint: {
    ar: 'لا منشورات هنا بعد. اضغط + في اليوم الذي يناسبك لتكتب منشورًا له.',
    en: 'No posts here yet. Press + on the day that suits you and write a post for it.',
  },
  emptyFiltered: { ar: 'لا منشورات بهذه الحالة في هذه الفترة', en: 'No posts in this state in this period' },
  clearFilter: { ar: 'اعرض كل الحالات', en: 'Show all states' },
  noDrafts: { ar: 'لا مسودات', en: 'No drafts' },
  goOn: { ar: 'متابعة إلى {month}', en: 'Go on to {month}' },
  showMore: { ar: 'عرض المزيد', en: 'Show more' },
  changed: { ar: 'عُدّلت {time}', en: 'Changed {time}' },
});

import { defineStrings } from '../../lib/i18n.ts';
import { strings } from './strings.ts';

/** Before something goes out that cannot be taken back. */
export const publishDialog = defineStrings({
  title: { ar: 'هل ننشره الآن؟', en: 'Publish now?' },
  text: {
    ar: 'سيظهر المنشور خلال دقيقة على: {accounts}. لا يمكن التراجع بعد ذلك.',
    en: 'Within a minute the post appears on: {accounts}. This cannot be taken back.',
  },
  act: strings.publishNow,
  keep: { ar: 'إبقاؤه دون نشر', en: 'Keep it unpublished' },
});

/** Before a plan is undone; `…Rest` when one account has the post already. */
export const cancelDialog = defineStrings({
  title: { ar: 'إلغاء جدولة المنشور؟', en: 'Cancel the schedule?' },
  text: {
    ar: 'لن يُنشر في موعده، وسيبقى محفوظًا كمسودة.',
    en: 'It will not go out. It stays with you as a draft.',
  },
  textRest: {
    ar: 'لن يُنشر على الحسابات الباقية. ما نُشر يبقى منشورًا.',
    en: 'It will not go out on the remaining accounts. What is published stays.',
  },
  act: strings.cancelSchedule,
  keep: { ar: 'إبقاء المنشور مجدولًا', en: 'Keep the post scheduled' },
  keepPaused: { ar: 'إبقاء المنشور متوقفًا مؤقتًا', en: 'Keep the post paused' },
});

export const removePostDialog = defineStrings({
  title: { ar: 'حذف المسودة نهائيًا؟', en: 'Delete the draft for good?' },
  text: { ar: 'لا يمكن استرجاع المسودة بعد حذفها.', en: 'A deleted draft cannot be brought back.' },
  act: strings.deleteDraft,
  keep: { ar: 'إبقاء المسودة', en: 'Keep the draft' },
});

export const moveDialog = defineStrings({
  title: { ar: 'تغيير موعد النشر', en: 'Move to another time' },
  act: { ar: 'احفظ الموعد', en: 'Save time' },
});

export const resumeAtDialog = defineStrings({
  title: { ar: 'استئناف النشر في موعد آخر', en: 'Resume at another time' },
  act: { ar: 'احفظ الموعد واستأنف', en: 'Save time and resume' },
});

export const scheduleDialog = defineStrings({
  title: { ar: 'متى يُنشر؟', en: 'When should it go out?' },
  act: strings.schedule,
});

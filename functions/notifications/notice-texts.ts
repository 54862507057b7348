import type { Phrase } from '#shared/contract/text.ts';
import type { AskingState } from '#shared/notifications/message.ts';

/** What came to rest, as subject and heading; the most urgent target of a post speaks. */
export const headings: Record<AskingState, Phrase> = {
  needs_review: { ar: 'هل ظهر منشورك؟ نحتاج جوابك', en: 'Did your post appear? We need your answer' },
  partial: { ar: 'نُشر جزء من منشورك فقط', en: 'Only a part of your post was published' },
  failed: { ar: 'منشورك لم يُنشر', en: 'Your post was not published' },
  missed: { ar: 'فات موعد منشورك ولم يُنشر', en: 'Your post missed its time and was not published' },
};

type Part =
  | 'onAccount'
  | 'nextStep'
  | 'answers'
  | 'post'
  | 'noText'
  | 'planned'
  | 'open'
  | 'note'
  | 'summary'
  | 'summaryLead'
  | 'openCalendar';

/** The fixed parts of a notice; `{…}` marks what is put in. */
export const parts: Record<Part, Phrase> = {
  onAccount: { ar: '{platform} {username}', en: '{platform} {username}' },
  nextStep: { ar: 'الخطوة التالية: {step}', en: 'Next step: {step}' },
  answers: {
    ar: 'الخطوة التالية: انظر إلى الحساب، ثم اختر في صفحة المنشور: «{seen}» أو «{notSeen}».',
    en: 'Next step: look at the account, then choose on the post’s page: “{seen}” or “{notSeen}”.',
  },
  post: { ar: 'المنشور: {excerpt}', en: 'The post: {excerpt}' },
  noText: { ar: 'بلا نص', en: 'no text' },
  planned: { ar: 'موعده: {time} بتوقيت الكويت', en: 'Planned for: {time}, Kuwait time' },
  open: { ar: 'افتح صفحة المنشور', en: 'Open the post’s page' },
  note: {
    ar: 'الرابط يفتح الصفحة فقط بعد تسجيل الدخول، ولا يقرر شيئًا. تصلك هذه الرسالة لأنك تكتب المنشورات في فريقك.',
    en: 'The link only opens the page after you sign in; it decides nothing. You get this mail because you write posts in your team.',
  },
  summary: { ar: 'منشورات تحتاج إليك: {count}', en: 'Posts that need you: {count}' },
  summaryLead: {
    ar: 'تنتظر هذه المنشورات قرارك. جمعناها في رسالة واحدة بدل رسالة عن كل منها، وتجدها كلها في التقويم، ومع كل منشور سببه والخطوة التالية.',
    en: 'These posts wait for your decision. We tell of them in one mail instead of one for each; you find them all in the calendar, each with its reason and the next step.',
  },
  openCalendar: { ar: 'افتح التقويم', en: 'Open the calendar' },
};

import { leftToRight, type MailRow, mailPage } from '#functions/mail/mail-page.ts';
import { product } from '#shared/contract/product.ts';
import type { Language } from '#shared/contract/text.ts';

export type MailKind = 'invitation' | 'new_password';

/** Placeholders that Cognito fills in, and the address of the application. */
type Fill = { code: string; login: string; webUrl: string };
type Words = {
  subject: string;
  heading: string;
  lead: string;
  login?: string;
  code: string;
  act: string;
  note: string;
};

/** What each mail says. */
export const accountMailWords: Record<MailKind, Record<Language, Words>> = {
  invitation: {
    ar: {
      subject: `دعوتك إلى ${product.ar}`,
      heading: 'أهلًا بك',
      lead: 'أُنشئ لك حساب لتخطيط منشورات عملك ونشرها. سجّل الدخول بهذه البيانات ثم اختر كلمة مرور خاصة بك.',
      login: 'البريد الإلكتروني',
      code: 'كلمة المرور المؤقتة',
      act: 'تسجيل الدخول',
      note: 'كلمة المرور المؤقتة صالحة سبعة أيام، وبعدها اطلب إعادة إرسال الدعوة. إن لم تكن تنتظر هذه الدعوة فتجاهل الرسالة.',
    },
    en: {
      subject: `Your invitation to ${product.en}`,
      heading: 'Welcome',
      lead: 'An account was made for you to plan and publish the posts of your business. Sign in with these, then choose a password of your own.',
      login: 'E-mail address',
      code: 'Temporary password',
      act: 'Sign in',
      note: 'The temporary password works for seven days; after that, ask for the invitation to be sent again. If you did not expect this invitation, ignore this message.',
    },
  },
  new_password: {
    ar: {
      subject: 'رمز كلمة المرور الجديدة',
      heading: 'كلمة مرور جديدة',
      lead: 'اكتب هذا الرمز في صفحة تغيير كلمة المرور.',
      code: 'الرمز',
      act: 'فتح التطبيق',
      note: 'الرمز صالح ساعة واحدة. لا يطلبه منك أحد من فريقنا. إن لم تطلبه فتجاهل الرسالة، وتبقى كلمة مرورك كما هي.',
    },
    en: {
      subject: 'Code for your new password',
      heading: 'A new password',
      lead: 'Write this code on the page where you set a new password.',
      code: 'Code',
      act: 'Open the application',
      note: 'The code works for one hour. Nobody of our team will ask you for it. If you did not request it, ignore this message; your password stays as it is.',
    },
  },
};

/** A mail of Cognito's: short, since at most 20,000 characters are taken, and readable in both directions. */
export function accountMail(kind: MailKind, languages: readonly Language[], fill: Fill) {
  return {
    subject: languages.map((language) => accountMailWords[kind][language].subject).join(' · '),
    html: mailPage(languages.map((language) => ({ language, rows: rowsOf(accountMailWords[kind][language], fill) }))),
  };
}

/** What stands in here is ours, or a placeholder of Cognito's. */
const rowsOf = (text: Words, { code, login, webUrl }: Fill): MailRow[] => [
  ['heading', text.heading],
  ['text', text.lead],
  ...(text.login ? [['text', `${text.login}: <strong>${leftToRight(login)}</strong>`] as const] : []),
  ['text', `${text.code}: <strong style="font-size:22px">${leftToRight(code)}</strong>`],
  ['text', `<a href="${webUrl}" style="color:#0f766e">${text.act}</a>`],
  ['note', text.note],
];

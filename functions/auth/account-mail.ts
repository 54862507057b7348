import type { Language } from '#shared/contract/text.ts';

export type MailKind = 'invitation' | 'new_password';

/** Placeholders that Cognito fills in, and the address of the application. */
type Fill = { code: string; login: string; webUrl: string };
type Words = { subject: string; heading: string; lead: string; login: string; code: string; act: string; note: string };

const words: Record<MailKind, Record<Language, Words>> = {
  invitation: {
    ar: {
      subject: 'دعوتك إلى كويت سوشال',
      heading: 'أهلاً بك',
      lead: 'أُنشئ لك حساب لتخطيط منشورات عملك ونشرها. ادخل بهذه البيانات ثم اختر كلمة سر خاصة بك.',
      login: 'البريد',
      code: 'كلمة السر المؤقتة',
      act: 'الدخول',
      note: 'كلمة السر المؤقتة صالحة سبعة أيام. إن لم تكن تنتظر هذه الدعوة فتجاهل الرسالة.',
    },
    en: {
      subject: 'Your invitation to Kuwait Social',
      heading: 'Welcome',
      lead: 'An account was made for you to plan and publish the posts of your business. Sign in with these, then choose a password of your own.',
      login: 'E-mail',
      code: 'Temporary password',
      act: 'Sign in',
      note: 'The temporary password works for seven days. If you did not expect this invitation, ignore this message.',
    },
  },
  new_password: {
    ar: {
      subject: 'رمز كلمة السر الجديدة',
      heading: 'كلمة سر جديدة',
      lead: 'اكتب هذا الرمز في صفحة تغيير كلمة السر.',
      login: '',
      code: 'الرمز',
      act: 'فتح التطبيق',
      note: 'الرمز صالح ساعة واحدة. لا يطلبه منك أحد من فريقنا. إن لم تطلبه فتجاهل الرسالة، وتبقى كلمة سرك كما هي.',
    },
    en: {
      subject: 'Code for your new password',
      heading: 'A new password',
      lead: 'Enter this code on the page where you set a new password.',
      login: '',
      code: 'Code',
      act: 'Open the application',
      note: 'The code works for one hour. Nobody of our team will ask you for it. If you did not request it, ignore this message; your password stays as it is.',
    },
  },
};

const FONT = 'font-family:Tahoma,Arial,sans-serif';

/** A mail of Cognito's: short, since at most 20,000 characters are taken, and readable in both directions. */
export function accountMail(kind: MailKind, languages: readonly Language[], fill: Fill) {
  const texts = languages.map((language) => ({ language, ...words[kind][language] }));
  const [first] = languages;
  const sections = texts.map(({ language, ...text }) => section(language, text, fill)).join('');
  return {
    subject: texts.map(({ subject }) => subject).join(' · '),
    html:
      `<!doctype html><html lang="${first}" dir="${directionOf(first)}"><body style="margin:0;background:#f4f1ec">` +
      '<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:24px 12px">' +
      '<table role="presentation" width="520" cellpadding="0" cellspacing="0" style="max-width:520px;background:#ffffff;border-radius:12px">' +
      `${sections}</table></td></tr></table></body></html>`,
  };
}

const directionOf = (language: Language | undefined) => (language === 'en' ? 'ltr' : 'rtl');

function section(language: Language, text: Words, { code, login, webUrl }: Fill): string {
  const dir = directionOf(language);
  const cell = (html: string, style: string) =>
    `<tr><td dir="${dir}" lang="${language}" style="padding:0 28px 16px;${FONT};${style}">${html}</td></tr>`;
  const placeholder = (value: string) => `<span dir="ltr" style="unicode-bidi:isolate">${value}</span>`;
  const ink = 'color:#1f2937;font-size:16px;line-height:1.7';
  return [
    cell(text.heading, 'color:#0f766e;font-size:22px;font-weight:bold;padding-top:28px'),
    cell(text.lead, ink),
    text.login ? cell(`${text.login}: <strong>${placeholder(login)}</strong>`, ink) : '',
    cell(`${text.code}: <strong style="font-size:22px">${placeholder(code)}</strong>`, ink),
    cell(`<a href="${webUrl}" style="color:#0f766e">${text.act}</a>`, ink),
    cell(text.note, 'color:#6b7280;font-size:13px;line-height:1.7'),
  ].join('');
}

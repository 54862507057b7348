import { escaped, type MailRow, mailPage } from '#functions/mail/mail-page.ts';
import type { Mail } from '#functions/mail/send-mail.ts';
import { product } from '#shared/contract/product.ts';
import { fillIn } from '#shared/contract/sentence.ts';
import type { Language } from '#shared/contract/text.ts';

type Words = { subject: string; lead: string; next: string; note: string };

/** What it says. */
export const elsewhereWords: Record<Language, Words> = {
  ar: {
    subject: 'دعوة إلى فريق {business}',
    lead: 'دعاك فريق {business} إلى العمل معه على {product}. لهذا البريد الإلكتروني حساب لدينا من قبل، والبريد الواحد يعمل مع فريق واحد فقط.',
    next: 'للانضمام إليه: اطلب من مدير فريقك الحالي إزالتك من الفريق، ثم اطلب إعادة إرسال الدعوة. أو اطلب دعوتك ببريد إلكتروني آخر.',
    note: 'إن لم تكن تنتظر هذه الدعوة فتجاهل الرسالة. لم يتغيّر شيء في حسابك، ولم نخبر أحدًا بأن لك حسابًا.',
  },
  en: {
    subject: 'Invitation to the team of {business}',
    lead: 'The team of {business} invites you to work with them on {product}. This e-mail address already has an account with us, and one address works with one team only.',
    next: 'To join them, ask the manager of your present team to remove you, then ask for the invitation to be sent again. Or ask to be invited with another e-mail address.',
    note: 'If you did not expect this invitation, ignore this message. Nothing about your account has changed, and we told nobody that you have one.',
  },
};

/** For somebody invited whose address has a login elsewhere: only they are told, never whoever invites. */
export function elsewhereMail(language: Language, business: { name: string; nameEn: string }): Mail {
  const name = language === 'ar' ? business.name : business.nameEn;
  const fill = (text: string) => fillIn(text, { business: name, product: product[language] });
  const { subject, lead, next, note } = elsewhereWords[language];
  const rows: MailRow[] = [
    ['heading', escaped(fill(subject))],
    ['text', escaped(fill(lead))],
    ['text', next],
    ['note', note],
  ];
  return {
    subject: fill(subject),
    html: mailPage([{ language, rows }]),
    text: [fill(lead), next, note].join('\n\n'),
  };
}

import type { Language } from '#shared/contract/text.ts';
import type { ReminderStage } from '#shared/payments/reminder.ts';

type Words = { subject: string; heading: string; lead: string; price: string; act: string; note: string };

const leads = {
  '7': {
    ar: 'ينتهي اشتراككم في {date}، أي بعد أسبوع. يمكنكم الدفع من الآن، وتبدأ المدة الجديدة بعد انتهاء الحالية.',
    en: 'Your subscription ends on {date}, a week from now. You can pay already; the new period begins when this one ends.',
  },
  '3': {
    ar: 'ينتهي اشتراككم في {date}، أي بعد ثلاثة أيام.',
    en: 'Your subscription ends on {date}, three days from now.',
  },
  '1': { ar: 'ينتهي اشتراككم غدًا، في {date}.', en: 'Your subscription ends tomorrow, on {date}.' },
  over: {
    ar: 'انتهى اشتراككم في {date}. لم يُحذف شيء: ادفعوا لتستمر منشوراتكم.',
    en: 'Your subscription ended on {date}. Nothing was deleted: pay to have your posts go on.',
  },
} as const satisfies Record<ReminderStage, Record<Language, string>>;

/** What a reminder says; `{date}`, `{plan}` and `{price}` are filled in. */
export const renewalWords = (stage: ReminderStage, language: Language): Words =>
  language === 'ar'
    ? {
        subject: 'تجديد اشتراككم',
        heading: 'تجديد الاشتراك',
        lead: leads[stage].ar,
        price: 'باقة {plan}: {price}',
        act: 'الدفع الآن',
        note: 'الدفع بكي نت أو البطاقة. إن دفعتم من قبل فتجاهلوا هذه الرسالة.',
      }
    : {
        subject: 'Renew your subscription',
        heading: 'Renew your subscription',
        lead: leads[stage].en,
        price: 'Plan {plan}: {price}',
        act: 'Pay now',
        note: 'By KNET or card. If you have paid already, ignore this message.',
      };

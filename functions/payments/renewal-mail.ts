import { escaped, mailPage } from '#functions/mail/mail-page.ts';
import type { Mail } from '#functions/mail/send-mail.ts';
import { dayWords } from '#shared/calendar/moment.ts';
import { fillIn } from '#shared/contract/sentence.ts';
import type { Language } from '#shared/contract/text.ts';
import { moneyWords } from '#shared/payments/money.ts';
import type { Plan } from '#shared/payments/plan.ts';
import type { ReminderStage } from '#shared/payments/reminder.ts';
import { renewalWords } from './renewal-words.ts';

export type Renewal = { stage: ReminderStage; until: number; plan: Plan; fils: number; url: string; now: number };

/** A reminder in one person's language, with the place to pay at. */
export function renewalMail(language: Language, { stage, until, plan, fils, url, now }: Renewal): Mail {
  const words = renewalWords(stage, language);
  const values = { date: dayWords(language, until, now), plan: plan.name[language], price: moneyWords(language, fils) };
  const say = (text: string) => fillIn(text, values);
  const rows = [
    ['heading', escaped(words.heading)],
    ['text', escaped(say(words.lead))],
    ['text', escaped(say(words.price))],
    ['text', `<a href="${escaped(url)}" style="color:#0f766e">${escaped(words.act)}</a>`],
    ['note', escaped(words.note)],
  ] as const;
  return {
    subject: words.subject,
    html: mailPage([{ language, rows }]),
    text: [words.heading, say(words.lead), say(words.price), url, words.note].join('\n\n'),
  };
}

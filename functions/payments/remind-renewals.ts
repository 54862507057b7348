import { auditRow } from '#functions/audit/audit-row.ts';
import { mayEnter } from '#functions/auth/may-enter.ts';
import { teamOf } from '#functions/auth/team.ts';
import { sendMail } from '#functions/mail/send-mail.ts';
import { now } from '#runtime/clock.ts';
import { env } from '#runtime/env.ts';
import { errorName } from '#runtime/error-name.ts';
import { everyItem } from '#runtime/every-item.ts';
import { logger } from '#runtime/logger.ts';
import { transact } from '#runtime/transaction.ts';
import { may } from '#shared/contract/permission.ts';
import { remindedSpan, reminderDue, reminderMark } from '#shared/payments/reminder.ts';
import { nextOffer } from '#shared/payments/subscription.ts';
import { openPayment } from './open-payment.ts';
import { planOf } from './plans.ts';
import type { Quote } from './quote.ts';
import { renewalMail } from './renewal-mail.ts';
import { type SubscriptionRow, subscriptionChanged, subscriptionsEnding } from './subscription.store.ts';

/**
 * Reminds businesses whose subscription ends soon or is over, seven, three and one day ahead and once after it: a link
 * at which anybody of them can pay, also with KNET. Each reminder is at most once; one that SES did not take is tried
 * again in the next run. One business's trouble never keeps the others waiting.
 */
export async function remindRenewals(): Promise<{ reminded: number; nothing: number; broken: number }> {
  const counts = { reminded: 0, nothing: 0, broken: 0 };
  const span = remindedSpan(now());
  for await (const row of everyItem((page) => subscriptionsEnding(span, page)))
    await remind(row).then(
      (did) => (counts[did ? 'reminded' : 'nothing'] += 1),
      (error: unknown) => {
        counts.broken += 1;
        logger.error('a reminder broke', { clientId: row.clientId, error: errorName(error) });
      },
    );
  return counts;
}

async function remind(row: SubscriptionRow): Promise<boolean> {
  const { clientId } = row;
  const stage = reminderDue(row, now());
  if (!stage || row.reminded === reminderMark(row, stage)) return false;
  const people = (await teamOf(clientId)).filter((one) => mayEnter(one) && may(one.role, 'billing:write'));
  if (people.length === 0) return false;
  const marked = { ...row, reminded: reminderMark(row, stage) };
  // Somebody paid, or another run was here first.
  if (!(await noted(row, marked, stage))) return false;
  const offer = nextOffer(row, now());
  const plan = await planOf(offer.choice);
  const fils = plan.prices[offer.choice.interval];
  const url = await placeToPay(row, { kind: 'period', offer, price: fils, credit: 0, fils });
  const reminder = { stage, until: row.until, plan, fils, url, now: now() };
  const sent = await Promise.all(people.map((one) => sendMail(one.email, renewalMail(one.language, reminder))));
  if (sent.some((delivery) => delivery === 'sent' || delivery === 'in_doubt' || delivery === 'bad_address'))
    return true;
  await noted({ ...marked, rev: row.rev + 1 }, { ...row }, 'taken_back');
  throw new Error('No reminder left the house');
}

async function noted(was: SubscriptionRow, next: SubscriptionRow, stage: string): Promise<boolean> {
  const { clientId } = was;
  const audit = auditRow({ clientId, subjectId: clientId, action: 'subscription.reminded', detail: { stage } });
  return (await transact([...subscriptionChanged(clientId, was, next), ...audit])).done;
}

/** A link of the provider's; who only tried, or when the provider does not answer, our own page. */
async function placeToPay({ clientId, trial }: SubscriptionRow, quote: Quote): Promise<string> {
  const billing = `${env('webUrl')}/billing`;
  if (trial) return billing;
  const opened = await openPayment(clientId, { quote, method: 'link', language: 'ar' }).catch((error: unknown) => {
    logger.warn('no link to pay at', { clientId, error: errorName(error) });
    return undefined;
  });
  return opened?.url ?? billing;
}

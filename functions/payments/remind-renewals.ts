import { auditRow } from '#functions/audit/audit-row.ts';
import { mayEnter } from '#functions/auth/may-enter.ts';
import { teamOf } from '#functions/auth/team.ts';
import { sendMail } from '#functions/mail/send-mail.ts';
import { now } from '#runtime/clock.ts';
import { env } from '#runtime/env.ts';
import { logger } from '#runtime/logger.ts';
import { transact } from '#runtime/transaction.ts';
import { may } from '#shared/contract/permission.ts';
import { remindedSpan, reminderDue, reminderMark } from '#shared/payments/reminder.ts';
import { nextOffer } from '#shared/payments/subscription.ts';
import { openPayment } from './open-payment.ts';
import { planOf } from './plans.ts';
import { renewalMail } from './renewal-mail.ts';
import { type SubscriptionRow, subscriptionChanged, subscriptionsEnding } from './subscription.store.ts';

/**
 * Reminds businesses whose subscription ends soon or is over, seven, three and one day ahead and once after it: a link
 * at which anybody of them can pay, also with KNET. Each reminder is at most once; one that SES did not take is tried
 * again in the next run. One business's trouble never keeps the others waiting.
 */
export async function remindRenewals(): Promise<{ reminded: number; nothing: number; broken: number }> {
  const counts = { reminded: 0, nothing: 0, broken: 0 };
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof subscriptionsEnding>> = await subscriptionsEnding(remindedSpan(now()), {
      limit: 100,
      cursor,
    });
    for (const row of page.items)
      await remind(row).then(
        (did) => (counts[did ? 'reminded' : 'nothing'] += 1),
        (error: unknown) => {
          counts.broken += 1;
          logger.error('a reminder broke', { clientId: row.clientId, error: error instanceof Error ? error.name : '' });
        },
      );
    cursor = page.cursor;
  } while (cursor !== null);
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
  const { choice } = nextOffer(row, now());
  const plan = await planOf(choice);
  const url = await placeToPay(row);
  const reminder = { stage, until: row.until, plan, fils: plan.prices[choice.interval], url, now: now() };
  const sent = await Promise.all(people.map((one) => sendMail(one.email, renewalMail(one.language, reminder))));
  const isReached = sent.some(
    (delivery) => delivery === 'sent' || delivery === 'in_doubt' || delivery === 'bad_address',
  );
  if (isReached) return true;
  await noted({ ...marked, rev: row.rev + 1 }, { ...row }, 'taken_back');
  throw new Error('No reminder left the house');
}

async function noted(was: SubscriptionRow, next: SubscriptionRow, stage: string): Promise<boolean> {
  const { clientId } = was;
  const audit = auditRow({ clientId, subjectId: clientId, action: 'subscription.reminded', detail: { stage } });
  return (await transact([...subscriptionChanged(clientId, was, next), ...audit])).done;
}

/** A link of the provider's; who only tried, or when the provider does not answer, our own page. */
async function placeToPay(row: SubscriptionRow): Promise<string> {
  const billing = `${env('webUrl')}/billing`;
  if (row.trial) return billing;
  const offer = nextOffer(row, now());
  const price = (await planOf(offer.choice)).prices[offer.choice.interval];
  const quote = { kind: 'period' as const, offer, price, credit: 0, fils: price };
  const opened = await openPayment(row.clientId, { quote, method: 'link', language: 'ar' }).catch((error: unknown) => {
    logger.warn('no link to pay at', { clientId: row.clientId, error: error instanceof Error ? error.name : '' });
    return undefined;
  });
  return opened?.url ?? billing;
}

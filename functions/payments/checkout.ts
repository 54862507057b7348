import type { TenantActor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import type { Language } from '#shared/contract/text.ts';
import type { Payment } from '#shared/payments/contract.ts';
import type { PayMethod } from '#shared/payments/payment.ts';
import type { BillingInterval } from '#shared/payments/period.ts';
import { openPayment } from './open-payment.ts';
import { paymentView } from './payment-view.ts';
import { quote } from './quote.ts';

type Asked = { planId: string; interval: BillingInterval; method: PayMethod; language: Language };

/** Begins to pay for a plan. Throws what `quote` and `openPayment` do, and `plan.begins_later` when nothing is due. */
export async function checkout(actor: TenantActor, { method, language, ...wanted }: Asked): Promise<Payment> {
  const offered = await quote(actor.clientId, wanted);
  if (offered.kind === 'later') throw new Problem('plan.begins_later');
  return paymentView(await openPayment(actor.clientId, { quote: offered, method, language, actor }));
}

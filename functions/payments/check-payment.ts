import type { TenantActor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import type { Payment } from '#shared/payments/contract.ts';
import { findPayment } from './find-payment.ts';
import { paymentView } from './payment-view.ts';
import { settlePayment } from './settle-payment.ts';

/** Looks at the provider how a payment of the caller's business stands; what was lost on the way is found here. */
export async function checkPayment({ clientId }: TenantActor, paymentId: string): Promise<Payment> {
  await findPayment(clientId, paymentId);
  await settlePayment(clientId, paymentId).catch((cause: unknown) => {
    throw new Problem('payment.unavailable', { retryAfterSeconds: 5, cause });
  });
  return paymentView(await findPayment(clientId, paymentId));
}

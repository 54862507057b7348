import { Problem } from '#shared/contract/problem.ts';
import { type PaymentRow, paymentById } from './payment.store.ts';

/** One payment of a business. Throws `payment.not_found`, for another business's too. */
export async function findPayment(clientId: string, paymentId: string): Promise<PaymentRow> {
  const found = await paymentById(clientId, paymentId, true);
  if (!found) throw new Problem('payment.not_found');
  return found;
}

import { queueWorker } from '#runtime/workers.ts';
import { settleQueue } from '#shared/payments/message.ts';
import { settlePayment } from './settle-payment.ts';

/** Payments that the provider said something about. */
export const handler = queueWorker(settleQueue, async ({ clientId, paymentId }) => {
  await settlePayment(clientId, paymentId);
});

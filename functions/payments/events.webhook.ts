import { webhook } from '#runtime/webhook.ts';
import { payments } from '#shared/payments/contract.ts';
import { paymentOf } from '#shared/payments/payment.ts';
import { referenceIn, signedText } from '#shared/payments/signer.ts';

/**
 * What MyFatoorah says of payments. An event is known again by what is signed of it: everything else could be changed by
 * whoever repeats a call, who could then keep a later one from being heard.
 */
export const handler = webhook(payments, 'events', (event) => {
  const about = paymentOf(referenceIn(event));
  return about ? [{ id: signedText(event) ?? '', message: { v: 1 as const, ...about } }] : [];
});

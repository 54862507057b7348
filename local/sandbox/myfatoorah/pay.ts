import { randomInt } from 'node:crypto';
import type { Ground } from '#cloud/aws/service.ts';
import { type Books, countingOf, type Invoice, type Transaction } from './invoices.ts';
import { paymentEvent } from './views.ts';
import type { Webhooks } from './webhooks.ts';

/** What happens on the pay page: `MF0xx` is a refusal with that code; `duplicate` pays a second time. */
export type Outcome = 'success' | 'cancel' | 'duplicate' | `MF0${string}`;

const words: Readonly<Record<string, string>> = {
  MF001: '3DS authentication failed',
  MF002: 'Issuer bank declined the transaction',
  MF004: 'Insufficient funds',
  MF006: 'The transaction was cancelled by the customer',
  MF007: 'Card expired',
};

/** Carries out what the customer does: a transaction, the invoice's new state, the webhook, and where they go back to. */
export function createPaying({ clock }: Ground, books: Books, webhooks: Webhooks) {
  return (invoice: Invoice, outcome: Outcome, gateway: string, times = 1): string => {
    const succeeded = outcome === 'success' || outcome === 'duplicate';
    const code = succeeded ? '' : outcome === 'cancel' ? 'MF006' : outcome;
    const transaction: Transaction = {
      paymentId: `07070${String(invoice.id).padStart(8, '0')}${String(randomInt(1_000_000)).padStart(6, '0')}`,
      at: clock.now(),
      gateway,
      status: succeeded ? 'Succss' : outcome === 'cancel' ? 'Canceled' : 'Failed',
      errorCode: code,
      error: words[code] ?? '',
    };
    const isPaid = invoice.status === 'Paid' || invoice.status === 'DuplicatePayment';
    const saved = books.save({
      ...invoice,
      // Success is final: nothing that comes after it takes it away.
      status: succeeded ? (isPaid ? 'DuplicatePayment' : 'Paid') : invoice.status,
      transactions: [...invoice.transactions, transaction],
    });
    const told = isPaid ? (countingOf(saved) ?? transaction) : transaction;
    // The webhook is on its way while the browser goes back; usually it is there first.
    webhooks.send(saved.webhookUrl, 1, 'PAYMENT_STATUS_CHANGED', paymentEvent(saved, told), times);
    const back = succeeded ? saved.callbackUrl : saved.errorUrl || saved.callbackUrl;
    if (back === '') return '';
    const query = new URLSearchParams({ paymentId: transaction.paymentId, Id: transaction.paymentId });
    return `${back}${back.includes('?') ? '&' : '?'}${query}`;
  };
}

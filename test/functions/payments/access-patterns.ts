import * as invoices from '#functions/payments/invoice.store.ts';
import * as payments from '#functions/payments/payment.store.ts';
import * as plans from '#functions/payments/plan.store.ts';
import * as refunds from '#functions/payments/refund.store.ts';
import * as subscriptions from '#functions/payments/subscription.store.ts';
import * as usage from '#functions/payments/usage.store.ts';
import { type Invoice, seller } from '#shared/payments/invoice.ts';
import { firstPlans, type Plan } from '#shared/payments/plan.ts';
import { trialFrom } from '#shared/payments/subscription.ts';
import { type Access, clientId, page, T } from '#test/functions/runtime/access.ts';

const choice = { planId: 'pro', version: 1, interval: 'month' } as const;
const period = { from: T, until: T + 1 };
const offer = { choice, anchor: T, index: 0, period };
const payment: payments.PaymentRow = {
  ...{ clientId, paymentId: 'pm_g', state: 'open', kind: 'period', offer, fils: 1, method: 'kn', createdAt: T },
};
const invoice: Invoice = {
  ...{ number: '2026-000007', series: 'invoice', year: 2026, clientId, paymentId: 'pm_g', issuedAt: T, seller },
  ...{ buyer: { name: { ar: 'n', en: 'n' } }, plan: { ar: 'n', en: 'n' }, choice, period },
  ...{ fils: 1, vatFils: 0, method: 'KNET' },
};
const trial = trialFrom(choice, T, 14);
const known = {
  providerInvoiceId: '1',
  paidAt: T,
  invoiceNumber: '2026-000007',
  paidTwice: false,
  paidWith: 'KNET',
  offer,
};
const plan = firstPlans[0] as Plan;
const refund = {
  ...{ clientId, refundId: 'rf_h', paymentId: 'pm_g', providerInvoiceId: '1', state: 'pending' as const },
  ...{ fils: 1, reason: 'r', askedAt: T },
};
const refundPlace = '$ksa#clientid_cl_a | $refund_1#refundid_rf_h';
const row = '$ksa#clientid_cl_a | $payment_1#paymentid_pm_g';

export const access: Access = {
  reads: {
    subscriptionOf: [
      'What does this business subscribe to?',
      () => subscriptions.subscriptionOf(clientId),
      'Get | table | $ksa#clientid_cl_a | $subscription_1',
    ],
    subscriptionsEnding: [
      'Which subscriptions end in a span of time?',
      () => subscriptions.subscriptionsEnding({ from: T, until: T + 1000 }, page),
      'Query | gsi2 | $ksa | gsi2sk BETWEEN $subscription_1#until_0001796000000000 AND $subscription_1#until_0001796000001000',
    ],
    paymentById: ['How does this payment stand?', () => payments.paymentById(clientId, 'pm_g'), `Get | table | ${row}`],
    paymentsOfClient: [
      'What did a business pay, newest first?',
      () => payments.paymentsOfClient(clientId, page),
      'Query | table | $ksa#clientid_cl_a | begins_with(sk, $payment_1#paymentid_)',
    ],
    paymentsInState: [
      'Which payments of everybody are in a state?',
      () => payments.paymentsInState('open', page),
      'Query | gsi2 | $ksa#state_open | begins_with(gsi2sk, $payment_1#paymentid_)',
    ],
    invoiceByNumber: [
      'What does this invoice say?',
      () => invoices.invoiceByNumber(clientId, '2026-000007'),
      'Get | table | $ksa#clientid_cl_a | $invoice_1#number_2026-000007',
    ],
    invoicesOfClient: [
      'Which invoices has a business?',
      () => invoices.invoicesOfClient(clientId, page),
      'Query | table | $ksa#clientid_cl_a | begins_with(sk, $invoice_1#number_)',
    ],
    invoicesOfYear: [
      'Which invoices were issued in a year?',
      () => invoices.invoicesOfYear(2026, page),
      'Query | gsi2 | $ksa#year_2026 | begins_with(gsi2sk, $invoice_1#number_)',
    ],
    lastNumber: [
      'Which number was given last?',
      () => invoices.lastNumber('invoice', 2026),
      'Get | table | $ksa#series_invoice#year_2026 | $invoicecounter_1',
    ],
    ownersPlans: [
      'Which plans did owners make?',
      () => plans.ownersPlans(),
      'Query | table | $ksa | begins_with(sk, $plan_1#planid_)',
    ],
    refundsOfClient: [
      'What was given back to a business?',
      () => refunds.refundsOfClient(clientId),
      'Query | table | $ksa#clientid_cl_a | begins_with(sk, $refund_1#refundid_)',
    ],
    refundsInState: [
      'Which refunds has the provider not decided?',
      () => refunds.refundsInState('pending', page),
      'Query | gsi2 | $ksa#state_pending | begins_with(gsi2sk, $refund_1#refundid_)',
    ],
    postsUsed: [
      'How many posts did a business schedule in a month?',
      () => usage.postsUsed(clientId, '2026-11'),
      'Get | table | $ksa#clientid_cl_a | $usage_1#month_2026-11',
    ],
  },
  writes: {
    subscriptionChanged: [
      () => subscriptions.subscriptionChanged(clientId, { ...trial, clientId, rev: 3 }, trial),
      'TransactPut | table | $ksa#clientid_cl_a | $subscription_1',
    ],
    paymentBegun: [() => payments.paymentBegun(payment), `TransactPut | table | ${row}`],
    paymentChanged: [() => payments.paymentChanged(payment, { url: 'u' }), `TransactUpdate | table | ${row}`],
    paymentPaid: [() => payments.paymentPaid(payment, known), `TransactUpdate | table | ${row}`],
    invoiceIssued: [
      () => invoices.invoiceIssued(invoice, 6),
      'TransactUpdate | table | $ksa#series_invoice#year_2026 | $invoicecounter_1',
      'TransactPut | table | $ksa#clientid_cl_a | $invoice_1#number_2026-000007',
    ],
    paymentRefunded: [() => payments.paymentRefunded(payment, 5), `TransactUpdate | table | ${row}`],
    refundBegun: [() => refunds.refundBegun(refund), `TransactPut | table | ${refundPlace}`],
    refundDecided: [
      () => refunds.refundDecided(refund, { state: 'cancelled' }),
      `TransactUpdate | table | ${refundPlace}`,
    ],
    planMade: [() => plans.planMade(plan), 'TransactPut | table | $ksa | $plan_1#planid_basic#version_1'],
    postCounted: [
      () => usage.postCounted(clientId, '2026-11', 3),
      'TransactUpdate | table | $ksa#clientid_cl_a | $usage_1#month_2026-11',
    ],
  },
  across: {
    subscriptionsEnding: 'reminders, and the list that staff see',
    paymentsInState: 'the poller asks about what is open of everybody',
    refundsInState: 'the poller asks about what is pending of everybody',
    invoicesOfYear: 'a year’s invoices for the accountant',
    lastNumber: 'numbers of invoices run through all businesses',
    ownersPlans: 'plans are the platform’s own',
  },
};

import { api } from '#runtime/api.ts';
import { payments } from '#shared/payments/contract.ts';
import { plansOnSale } from '#shared/payments/plan.ts';
import { cancelSubscription, changeLater, reactivateSubscription } from './change-subscription.ts';
import { checkPayment } from './check-payment.ts';
import { checkout } from './checkout.ts';
import { findInvoice, listInvoices } from './find-invoice.ts';
import { findPayment } from './find-payment.ts';
import { ownInvoiceTable, yearInvoiceTable } from './invoice-table.ts';
import { listPayments } from './list-payments.ts';
import { paymentView } from './payment-view.ts';
import { allPlans } from './plans.ts';
import { quoteView } from './quote.ts';
import { refundPayment } from './refund-payment.ts';
import { listHeld, listSubscriptions } from './revenue.ts';
import { subscriptionView } from './subscription-view.ts';
import { waitingPage } from './waiting-page.ts';

export const handler = api(payments, {
  plans: async () => ({ items: plansOnSale(await allPlans()) }),
  subscription: ({ actor }) => subscriptionView(actor.clientId),
  quote: ({ actor, query }) => quoteView(actor, query),
  checkout: ({ actor, body }) => checkout(actor, body),
  history: ({ actor, query }) => listPayments(actor, query),
  payment: async ({ actor, params }) => paymentView(await findPayment(actor.clientId, params.paymentId)),
  check: ({ actor, params }) => checkPayment(actor, params.paymentId),
  change: {
    act: ({ actor, body, deed }) => changeLater(actor, body, deed),
    find: ({ actor }) => subscriptionView(actor.clientId),
  },
  cancel: {
    act: ({ actor, body, deed }) => cancelSubscription(actor, body, deed),
    find: ({ actor }) => subscriptionView(actor.clientId),
  },
  reactivate: {
    act: ({ actor, body, deed }) => reactivateSubscription(actor, body, deed),
    find: ({ actor }) => subscriptionView(actor.clientId),
  },
  invoices: ({ actor, query }) => listInvoices(actor, query),
  invoice: ({ actor, params }) => findInvoice(actor, params.number),
  invoiceTable: ({ actor }) => ownInvoiceTable(actor),
  callback: async ({ query }) => waitingPage(query.of),
  subscriptions: ({ query }) => listSubscriptions(query),
  held: ({ query }) => listHeld(query),
  yearTable: ({ query }) => yearInvoiceTable(query.year),
  refund: ({ actor, body }) => refundPayment(actor, body),
});

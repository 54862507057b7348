import { api } from '#runtime/api.ts';
import { pageOf } from '#runtime/paging.ts';
import { Problem } from '#shared/contract/problem.ts';
import { payments } from '#shared/payments/contract.ts';
import { plansOnSale } from '#shared/payments/plan.ts';
import { cancelSubscription, changeLater, reactivateSubscription } from './change-subscription.ts';
import { checkPayment } from './check-payment.ts';
import { checkout } from './checkout.ts';
import { findPayment } from './find-payment.ts';
import { invoiceByNumber, invoicesOfClient, invoicesOfYear } from './invoice.store.ts';
import { everyInvoice, invoiceTable } from './invoice-table.ts';
import { listPayments } from './list-payments.ts';
import { paymentView } from './payment-view.ts';
import { allPlans } from './plans.ts';
import { quote } from './quote.ts';
import { refundPayment } from './refund-payment.ts';
import { listHeld, listSubscriptions } from './revenue.ts';
import { subscriptionView } from './subscription-view.ts';
import { waitingPage } from './waiting-page.ts';

export const handler = api(payments, {
  plans: async () => ({ items: plansOnSale(await allPlans()) }),
  subscription: ({ actor }) => subscriptionView(actor.clientId),
  quote: async ({ actor, query }) => {
    const { kind, fils, price, credit, offer } = await quote(actor.clientId, query);
    return { kind, fils, price, credit, period: offer.period };
  },
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
  invoices: ({ actor: { clientId }, query: { limit, cursor } }) =>
    pageOf(`payments.invoices:${clientId}`, cursor, (from) => invoicesOfClient(clientId, { limit, cursor: from })),
  invoice: async ({ actor, params }) => {
    const found = await invoiceByNumber(actor.clientId, params.number);
    if (!found) throw new Problem('invoice.not_found');
    return found;
  },
  invoiceTable: async ({ actor: { clientId } }) =>
    invoiceTable('invoices.csv', await everyInvoice((page) => invoicesOfClient(clientId, page))),
  callback: async ({ query }) => waitingPage(query.of),
  subscriptions: ({ query }) => listSubscriptions(query),
  held: ({ query }) => listHeld(query),
  yearTable: async ({ query: { year } }) =>
    invoiceTable(`invoices-${year}.csv`, await everyInvoice((page) => invoicesOfYear(year, page))),
  refund: ({ actor, body }) => refundPayment(actor, body),
});

import * as z from 'zod/mini';
import { csv, redirect } from '../contract/answer.ts';
import { id } from '../contract/id.ts';
import type { Components } from '../contract/openapi-names.ts';
import { page, pageQuery } from '../contract/page.ts';
import { contract } from '../contract/route.ts';
import { language, text } from '../contract/text.ts';
import { Invoice } from './invoice.ts';
import { settleQueue } from './message.ts';
import { ChosenPlan, payMethods, paymentKinds, paymentStates } from './payment.ts';
import { interval, limitNames, Plan } from './plan.ts';
import { Refund } from './refund.ts';
import { myfatoorahSigner, PaymentEvent } from './signer.ts';
import { standings } from './subscription.ts';

const period = z.object({ from: z.number(), until: z.number() });
const choosing = z.strictObject({ planId: text(40, 1), interval });

/** The end that the person saw: if it is another by now, they decided on something else. */
const seen = z.strictObject({ until: z.number() });

/** How much of a limit is used. `used` of accounts is the network with the most. */
export const Meter = z.object({ name: z.enum(limitNames), used: z.number(), limit: z.number() });
export type Meter = z.infer<typeof Meter>;

/** A business's subscription as its people see it. */
export const SubscriptionView = z.object({
  standing: z.enum(standings),
  plan: Plan,
  choice: ChosenPlan,
  until: z.number(),
  /** Until when it works although it was not paid in time. */
  worksUntil: z.number(),
  next: z.optional(z.object({ choice: ChosenPlan, plan: Plan })),
  meters: z.array(Meter),
});
export type SubscriptionView = z.infer<typeof SubscriptionView>;

export const QuoteView = z.object({
  kind: z.enum([...paymentKinds, 'later']),
  /** To pay today, and what it is made of, in fils. */
  fils: z.number(),
  price: z.number(),
  credit: z.number(),
  period,
});
export type QuoteView = z.infer<typeof QuoteView>;

/** One attempt to pay. */
export const Payment = z.object({
  paymentId: id('payment'),
  state: z.enum(paymentStates),
  kind: z.enum(paymentKinds),
  choice: ChosenPlan,
  plan: z.object({ ar: z.string(), en: z.string() }),
  fils: z.number(),
  createdAt: z.number(),
  url: z.optional(z.string()),
  paidAt: z.optional(z.number()),
  paidWith: z.optional(z.string()),
  failure: z.optional(z.string()),
  invoiceNumber: z.optional(z.string()),
});
export type Payment = z.infer<typeof Payment>;

/** A business's subscription as the owner sees it in the list. */
export const SubscriptionLine = z.object({
  clientId: id('client'),
  name: z.string(),
  nameEn: z.string(),
  standing: z.enum(standings),
  choice: ChosenPlan,
  until: z.number(),
  monthlyFils: z.number(),
});
export type SubscriptionLine = z.infer<typeof SubscriptionLine>;

const PaymentLine = z.extend(Payment, {
  clientId: id('client'),
  heldFor: z.optional(z.string()),
  paidTwice: z.optional(z.boolean()),
});

const params = z.strictObject({ paymentId: id('payment') });
const number = z.strictObject({ number: z.string().check(z.regex(/^(cn-)?\d{4}-\d{6,}$/)) });
const year = z.coerce.number().check(z.int(), z.minimum(2026), z.maximum(2200));

export const payments = contract('payments', {
  plans: {
    method: 'GET',
    path: '/payments/plans',
    permission: 'plans:read',
    summary: 'List the plans on sale',
    response: z.object({ items: z.array(Plan) }),
  },
  subscription: {
    method: 'GET',
    path: '/payments/subscription',
    permission: 'plans:read',
    summary: 'Read the subscription of my business, and how much of its limits is used',
    response: z.object({ subscription: z.optional(SubscriptionView) }),
  },
  quote: {
    method: 'GET',
    path: '/payments/quote',
    permission: 'billing:read',
    summary: 'What choosing a plan costs today, and what it buys',
    query: choosing,
    response: QuoteView,
  },
  checkout: {
    method: 'POST',
    path: '/payments/checkout',
    permission: 'billing:write',
    status: 201,
    summary: 'Begin to pay for a plan; the answer says where',
    body: z.extend(choosing, { method: z.enum(payMethods), language }),
    response: Payment,
  },
  history: {
    method: 'GET',
    path: '/payments/history',
    permission: 'billing:read',
    summary: 'List the payments of my business, newest first',
    query: z.strictObject({ ...pageQuery }),
    response: page(Payment),
  },
  payment: {
    method: 'GET',
    path: '/payments/history/{paymentId}',
    permission: 'billing:read',
    summary: 'Read a payment',
    params,
    response: Payment,
  },
  check: {
    method: 'POST',
    path: '/payments/history/{paymentId}/check',
    permission: 'billing:read',
    replay: 'never',
    summary: 'Look at the provider how a payment stands',
    params,
    response: Payment,
  },
  change: {
    method: 'POST',
    path: '/payments/subscription/change',
    permission: 'billing:write',
    replay: 'joined',
    summary: 'Choose another plan for when what is paid is over',
    body: choosing,
    response: z.object({ subscription: z.optional(SubscriptionView) }),
  },
  cancel: {
    method: 'POST',
    path: '/payments/subscription/cancel',
    permission: 'billing:write',
    replay: 'joined',
    summary: 'End the subscription when what is paid is over',
    body: z.extend(seen, { reason: z.optional(text(200)) }),
    response: z.object({ subscription: z.optional(SubscriptionView) }),
  },
  reactivate: {
    method: 'POST',
    path: '/payments/subscription/reactivate',
    permission: 'billing:write',
    replay: 'joined',
    summary: 'Take a cancellation back before it takes effect',
    body: seen,
    response: z.object({ subscription: z.optional(SubscriptionView) }),
  },
  invoices: {
    method: 'GET',
    path: '/payments/invoices',
    permission: 'billing:read',
    summary: 'List the invoices and credit notes of my business, newest first',
    query: z.strictObject({ ...pageQuery }),
    response: page(Invoice),
  },
  invoice: {
    method: 'GET',
    path: '/payments/invoices/{number}',
    permission: 'billing:read',
    summary: 'Read an invoice',
    params: number,
    response: Invoice,
  },
  invoiceTable: {
    method: 'GET',
    path: '/payments/tables/invoices',
    permission: 'billing:read',
    summary: 'The invoices of my business as a table, for the accountant',
    answers: csv(),
  },
  callback: {
    method: 'GET',
    path: '/payments/callback',
    permission: 'public',
    summary: 'Where the payment page sends the browser back to; leads to the page that waits for the payment',
    query: z.object({ of: z.optional(z.string()) }),
    answers: redirect(),
  },
  events: {
    method: 'POST',
    path: '/payments/webhook',
    signedBy: myfatoorahSigner,
    queue: settleQueue,
    summary: 'MyFatoorah says that something happened to a payment',
    body: PaymentEvent,
  },
  subscriptions: {
    method: 'GET',
    path: '/payments/subscriptions',
    permission: 'revenue:read',
    summary: 'List the subscriptions of all businesses, those that end first at the top',
    query: z.strictObject({ ...pageQuery }),
    response: page(SubscriptionLine),
  },
  held: {
    method: 'GET',
    path: '/payments/held',
    permission: 'revenue:read',
    summary: 'Payments that do not fit and wait for a person',
    query: z.strictObject({ ...pageQuery }),
    response: page(PaymentLine),
  },
  yearTable: {
    method: 'GET',
    path: '/payments/tables/year',
    permission: 'revenue:read',
    summary: 'All invoices and credit notes of a year as a table',
    query: z.strictObject({ year }),
    answers: csv(),
  },
  refund: {
    method: 'POST',
    path: '/payments/refunds',
    permission: 'revenue:write',
    status: 201,
    summary: 'Ask the provider to give money of a payment back; a credit note follows when it is done',
    body: z.strictObject({
      clientId: id('client'),
      paymentId: id('payment'),
      fils: z.number().check(z.int(), z.minimum(1)),
      reason: text(200, 1),
    }),
    response: Refund,
  },
});

/** The schemas that the OpenAPI document names. */
export const components = {
  Plan: { schema: Plan, description: 'One version of a plan: prices in fils, and what it limits.' },
  Subscription: { schema: SubscriptionView, description: 'What a business subscribes to and how it stands.' },
  Payment: { schema: Payment, description: 'One attempt to pay for a period or an upgrade.' },
  Invoice: { schema: Invoice, description: 'An invoice or a credit note as it was issued; amounts in fils.' },
} satisfies Components;

import { Entity } from 'electrodb';
import { inTable, keysOf, SERVICE } from '#runtime/table.ts';
import { payMethods, paymentKinds, paymentStates } from '#shared/payments/payment.ts';
import { billingIntervals } from '#shared/payments/period.ts';

const choice = {
  planId: { type: 'string', required: true },
  version: { type: 'number', required: true },
  interval: { type: billingIntervals, required: true },
} as const;

/** One attempt to pay for something, from before the provider knows of it until it is final. */
export const payment = new Entity(
  {
    model: { service: SERVICE, entity: 'payment', version: '1' },
    attributes: {
      clientId: { type: 'string', required: true },
      paymentId: { type: 'string', required: true },
      state: { type: paymentStates, required: true },
      kind: { type: paymentKinds, required: true },
      /** What it was offered as. A period's own dates are fixed when it is paid. */
      offer: {
        type: 'map',
        required: true,
        properties: {
          choice: { type: 'map', properties: choice, required: true },
          anchor: { type: 'number', required: true },
          index: { type: 'number', required: true },
          period: {
            type: 'map',
            required: true,
            properties: { from: { type: 'number', required: true }, until: { type: 'number', required: true } },
          },
        },
      },
      /** Of an upgrade: the end of the subscription that its price was worked out from, and its plan. */
      basis: {
        type: 'map',
        properties: {
          until: { type: 'number', required: true },
          choice: { type: 'map', properties: choice, required: true },
        },
      },
      fils: { type: 'number', required: true },
      method: { type: payMethods, required: true },
      createdAt: { type: 'number', required: true },
      providerInvoiceId: { type: 'string' },
      url: { type: 'string' },
      /** As the provider names it: `KNET`, `VISA/MASTER`. */
      paidWith: { type: 'string' },
      /** Why the newest attempt failed, in the provider's code. */
      failure: { type: 'string' },
      paidAt: { type: 'number' },
      invoiceNumber: { type: 'string' },
      /** The customer paid it more than once: a person gives the rest back. */
      paidTwice: { type: 'boolean' },
      /** Why it is held: `mismatch`, or `changed` since the upgrade was offered. */
      heldFor: { type: 'string' },
      /** Given back, or asked to be. */
      refundedFils: { type: 'number' },
    },
    indexes: {
      byId: {
        pk: { field: keysOf.primary.pk, composite: ['clientId'] },
        sk: { field: keysOf.primary.sk, composite: ['paymentId'] },
      },
      /** Platform-wide: what is not final yet, and what a person has to look at. */
      byState: {
        index: 'gsi2',
        pk: { field: keysOf.byState.pk, composite: ['state'] },
        sk: { field: keysOf.byState.sk, composite: ['paymentId'] },
      },
    },
  },
  inTable,
);

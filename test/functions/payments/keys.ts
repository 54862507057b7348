import fc from 'fast-check';
import { numberOf } from '#shared/payments/invoice.ts';
import type { Keys } from '#test/functions/runtime/key-parts.ts';

export const keys: Keys = {
  fields: {
    number: fc.nat({ max: 12 }).map((count) => numberOf('invoice', 2026, count)),
    month: fc.constantFrom('2026-11', '2026-12', '2027-01'),
    year: fc.constantFrom(2026, 2027),
    series: fc.constantFrom('invoice', 'credit'),
    planId: fc.constantFrom('basic', 'pro'),
    version: fc.nat({ max: 12 }),
    until: fc.integer({ min: 1_796_000_000_000, max: 1_796_000_000_005 }),
  },
  wide: {
    'plan.all': 'plans are the platform’s own',
    'invoiceCounter.ofYear': 'numbers of invoices run through all businesses',
    'subscription.byEnd': 'reminders, and the list that staff see',
    'payment.byState': 'the poller asks about what is open of everybody',
    'refund.byState': 'the poller asks about what is pending of everybody',
    'invoice.ofYear': 'a year’s invoices for the accountant',
  },
};

import * as z from 'zod/mini';
import { interval } from './plan.ts';

/**
 * `opening`: the provider was asked, and whether it knows of it is not known. `open`: waits for the customer. `paid`,
 * `failed` and `expired` are final. `held`: what the provider says does not fit, so that a person decides.
 */
export const paymentStates = ['opening', 'open', 'paid', 'failed', 'expired', 'held'] as const;
export type PaymentState = (typeof paymentStates)[number];

/** Only what is not final is asked about again. */
export const isAwaited = ({ state }: { state: PaymentState }): boolean => state === 'opening' || state === 'open';

/** A plan in one of its versions, and how often it is paid. */
export const ChosenPlan = z.object({ planId: z.string(), version: z.number(), interval });

/** What a payment is for: the next period, or another plan for the rest of the one that runs. */
export const paymentKinds = ['period', 'upgrade'] as const;

/** Means of payment by the provider's code that is the same for every merchant; `link` lets the customer choose there. */
export const payMethods = ['kn', 'vm', 'ap', 'link'] as const;
export type PayMethod = (typeof payMethods)[number];

const ID = '[0-9a-z]{26}';
const REFERENCE = new RegExp(`^(cl_${ID})\\.(pm_${ID})$`);

/** A payment as the provider carries it: it finds the row without an index. */
export const referenceOf = ({ clientId, paymentId }: { clientId: string; paymentId: string }): string =>
  `${clientId}.${paymentId}`;

/** The payment that a reference means; undefined for somebody else's, because an account may serve others too. */
export function paymentOf(reference: string | null | undefined) {
  const [, clientId, paymentId] = REFERENCE.exec(reference ?? '') ?? [];
  return clientId && paymentId ? { clientId, paymentId } : undefined;
}

/** What the provider holds of an invoice, as far as it decides. */
export type Held = {
  readonly reference: string;
  readonly fils: number | undefined;
  readonly state: 'open' | 'paid' | 'cancelled';
};

/** So long the provider keeps an invoice open, and some hours for what is still under way. */
export const OPEN_MS = 3 * 86_400_000;
const UNDER_WAY_MS = 6 * 3_600_000;

export type PaymentVerdict = 'grant' | 'wait' | 'fail' | 'expire' | 'hold';

/**
 * What is to be done with a payment after the provider was read. Money that does not fit in reference, currency or
 * amount grants nothing and is not given up either. Success is final, however late it comes.
 */
export function verdictOn(
  payment: { readonly reference: string; readonly fils: number; readonly createdAt: number },
  { reference, fils, state }: Held,
  now: number,
): PaymentVerdict {
  const fits = reference === payment.reference && fils === payment.fils;
  if (state === 'paid') return fits ? 'grant' : 'hold';
  if (state === 'cancelled') return 'fail';
  return now > payment.createdAt + OPEN_MS + UNDER_WAY_MS ? 'expire' : 'wait';
}

import { id } from '#shared/contract/id.ts';

const PaymentId = id('payment');

/**
 * Where a browser goes that comes back from the payment page. Nothing that it brings along is believed: our page asks how
 * the payment stands, and shows it only to its own business.
 */
export function waitingPage(of: string | undefined): string {
  const known = PaymentId.safeParse(of);
  return known.success ? `/billing/payments/${known.data}` : '/billing';
}

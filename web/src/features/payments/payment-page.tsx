import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { CircleCheck, CircleX, Hourglass } from 'lucide-react';
import { useEffect } from 'react';
import type { Payment } from '#shared/payments/contract.ts';
import { useText } from '../../lib/i18n.ts';
import { buttonClasses } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Page } from '../../ui/page.tsx';
import { LoadingRows } from '../../ui/skeleton.tsx';
import { failureText } from './failure-text.ts';
import { Money } from './money.tsx';
import { subscriptionQuery, waitingQuery } from './queries.ts';
import { waiting } from './strings.ts';

/** Where the payment page sends people back to: waits until it is known how the payment ended. */
export function PaymentPage() {
  const { t } = useText();
  const { paymentId } = useParams({ from: '/inside/business/billing/payments/$paymentId' });
  const queries = useQueryClient();
  const payment = useQuery(waitingQuery(paymentId));
  const isPaid = payment.data?.state === 'paid';
  useEffect(() => {
    if (isPaid) void queries.invalidateQueries({ queryKey: subscriptionQuery.queryKey });
  }, [isPaid, queries]);
  return (
    <Page title={t(waiting.title)}>
      {payment.data ? (
        <div aria-live="polite">
          <Outcome payment={payment.data} />
        </div>
      ) : payment.isError ? (
        <ErrorState error={payment.error} onRetry={() => void payment.refetch()} busy={payment.isFetching} />
      ) : (
        <LoadingRows />
      )}
    </Page>
  );
}

function Outcome({ payment }: { payment: Payment }) {
  const { t } = useText();
  const { state, failure, url, invoiceNumber } = payment;
  const billing = (
    <Link to="/billing" className={buttonClasses('secondary')}>
      {t(failure ? waiting.other : waiting.toBilling)}
    </Link>
  );
  if (state === 'paid')
    return (
      <EmptyState
        icon={<CircleCheck className="size-7" />}
        title={t(waiting.paid)}
        action={
          <div className="flex flex-wrap justify-center gap-2">
            {invoiceNumber && (
              <Link to="/billing/invoices/$number" params={{ number: invoiceNumber }} className={buttonClasses()}>
                {t(waiting.toInvoice)}
              </Link>
            )}
            {billing}
          </div>
        }
      >
        <Money fils={payment.fils} />
      </EmptyState>
    );
  if (state === 'held')
    return (
      <EmptyState icon={<Hourglass className="size-7" />} title={t(waiting.held)} action={billing}>
        {t(waiting.heldWhy)}
      </EmptyState>
    );
  const isOpen = state === 'open' || state === 'opening';
  const acts = (
    <div className="flex flex-wrap justify-center gap-2">
      {url && (
        <a href={url} className={buttonClasses()}>
          {t(waiting.again)}
        </a>
      )}
      {billing}
    </div>
  );
  if (isOpen && !failure)
    return (
      <EmptyState icon={<Hourglass className="size-7" />} title={t(waiting.open)} action={acts}>
        {t(waiting.openWhy)}
      </EmptyState>
    );
  return (
    <EmptyState
      icon={<CircleX className="size-7" />}
      title={t(state === 'expired' ? waiting.expired : waiting.failed)}
      action={acts}
    >
      {failure && <p>{t(failureText(failure))}</p>}
      <p>{t(waiting.notCharged)}</p>
    </EmptyState>
  );
}

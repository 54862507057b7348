import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Receipt } from 'lucide-react';
import type { Payment } from '#shared/payments/contract.ts';
import type { PaymentState } from '#shared/payments/payment.ts';
import { useExplain } from '../../lib/explain.ts';
import { useFormat } from '../../lib/format.ts';
import { useText } from '../../lib/i18n.ts';
import { Badge, type BadgeTone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { LoadingRows } from '../../ui/skeleton.tsx';
import { toast } from '../../ui/toast.tsx';
import { failureText } from './failure-text.ts';
import { Money } from './money.tsx';
import { paymentHistoryQuery, paymentsApi } from './queries.ts';
import { saveFile } from './save-file.ts';
import { staffStrings, strings } from './strings.ts';

/** Every attempt to pay, newest first, with its invoice where there is one. */
export function PaymentList() {
  const { t } = useText();
  const explain = useExplain();
  const history = useInfiniteQuery(paymentHistoryQuery);
  const table = useMutation({
    mutationFn: () => paymentsApi.invoiceTable(),
    onSuccess: (file) => saveFile('invoices.csv', file),
    onError: (error) => toast({ text: explain(error), tone: 'danger' }),
  });
  if (history.isPending) return <LoadingRows />;
  if (history.isError)
    return <ErrorState error={history.error} onRetry={() => void history.refetch()} busy={history.isFetching} />;
  const shown = history.data.pages.flatMap(({ items }) => items);
  return (
    <section className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h2 className="me-auto text-lg font-semibold">{t(strings.history)}</h2>
        {shown.some(({ state }) => state === 'paid') && (
          <Button small tone="secondary" busy={table.isPending} onPress={() => table.mutate()}>
            {t(strings.table)}
          </Button>
        )}
      </div>
      {shown.length === 0 && <EmptyState icon={<Receipt className="size-7" />} title={t(strings.noPayments)} />}
      {shown.length > 0 && (
        <ul className="divide-y divide-line rounded-card border border-line bg-surface shadow-card">
          {shown.map((payment) => (
            <PaymentRow key={payment.paymentId} payment={payment} />
          ))}
        </ul>
      )}
      {history.hasNextPage && (
        <Button tone="secondary" busy={history.isFetchingNextPage} onPress={() => void history.fetchNextPage()}>
          {t(staffStrings.more)}
        </Button>
      )}
    </section>
  );
}

const tones: Record<PaymentState, BadgeTone> = {
  opening: 'neutral',
  open: 'info',
  paid: 'ok',
  failed: 'danger',
  expired: 'neutral',
  held: 'warn',
};

function PaymentRow({ payment }: { payment: Payment }) {
  const { t, language } = useText();
  const format = useFormat();
  const { paymentId, state, fils, plan, createdAt, paidAt, paidWith, failure, invoiceNumber } = payment;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 p-4">
      <div className="min-w-0 flex-1 basis-52">
        <p className="font-semibold">
          {plan[language]} · <Money fils={fils} />
        </p>
        <p className="text-sm text-soft">
          {format.dateTime(paidAt ?? createdAt)}
          {paidWith && (
            <>
              {' · '}
              <bdi>{paidWith}</bdi>
            </>
          )}
        </p>
        {failure && state !== 'paid' && <p className="text-sm text-danger">{t(failureText(failure))}</p>}
      </div>
      <Badge tone={tones[state]}>{t(strings[state])}</Badge>
      {invoiceNumber && (
        <Link
          to="/billing/invoices/$number"
          params={{ number: invoiceNumber }}
          className="font-medium text-brand underline"
        >
          {t(strings.invoice, { number: invoiceNumber })}
        </Link>
      )}
      {state === 'open' && (
        <Link to="/billing/payments/$paymentId" params={{ paymentId }} className="font-medium text-brand underline">
          {t(strings.goOn)}
        </Link>
      )}
    </li>
  );
}

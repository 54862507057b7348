import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { Wallet } from 'lucide-react';
import type { SubscriptionLine } from '#shared/payments/contract.ts';
import { invoiceYear } from '#shared/payments/invoice.ts';
import { now } from '../../lib/clock.ts';
import { useExplain } from '../../lib/explain.ts';
import { useFormat } from '../../lib/format.ts';
import { useText } from '../../lib/i18n.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Page } from '../../ui/page.tsx';
import { LoadingRows } from '../../ui/skeleton.tsx';
import { toast } from '../../ui/toast.tsx';
import { Money } from './money.tsx';
import { heldQuery, paymentsApi, subscriptionsQuery } from './queries.ts';
import { saveFile } from './save-file.ts';
import { StandingBadge } from './standing-badge.tsx';
import { staffStrings as strings } from './strings.ts';

/** For our staff: every subscription, those that end first at the top. */
export function SubscriptionsPage() {
  const { t } = useText();
  const explain = useExplain();
  const held = useQuery(heldQuery);
  const year = invoiceYear(now());
  const table = useMutation({
    mutationFn: () => paymentsApi.yearTable({ query: { year } }),
    onSuccess: (file) => saveFile(`invoices-${year}.csv`, file),
    onError: (error) => toast({ text: explain(error), tone: 'danger' }),
  });
  return (
    <Page
      title={t(strings.title)}
      actions={
        <Button tone="secondary" busy={table.isPending} onPress={() => table.mutate()}>
          {t(strings.table)}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        {held.data && held.data.length > 0 && (
          <Banner tone="warn">{t(strings.held, { count: held.data.length })}</Banner>
        )}
        <Subscriptions />
      </div>
    </Page>
  );
}

function Subscriptions() {
  const { t } = useText();
  const all = useInfiniteQuery(subscriptionsQuery);
  if (all.isPending) return <LoadingRows />;
  if (all.isError) return <ErrorState error={all.error} onRetry={() => void all.refetch()} busy={all.isFetching} />;
  const shown = all.data.pages.flatMap(({ items }) => items);
  if (shown.length === 0) return <EmptyState icon={<Wallet className="size-7" />} title={t(strings.empty)} />;
  return (
    <>
      <ul className="divide-y divide-line rounded-card border border-line bg-surface shadow-card">
        {shown.map((line) => (
          <Line key={line.clientId} line={line} />
        ))}
      </ul>
      {all.hasNextPage && (
        <Button tone="secondary" busy={all.isFetchingNextPage} onPress={() => void all.fetchNextPage()}>
          {t(strings.more)}
        </Button>
      )}
    </>
  );
}

function Line({ line }: { line: SubscriptionLine }) {
  const { t, language } = useText();
  const format = useFormat();
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 p-4">
      <div className="min-w-0 flex-1 basis-52">
        <p className="font-semibold">
          <bdi>{language === 'ar' ? line.name : line.nameEn}</bdi>
        </p>
        <p className="text-sm text-soft">
          {t(strings.until, { plan: line.choice.planId, date: format.date(line.until) })}
        </p>
      </div>
      <Money fils={line.monthlyFils} />
      <StandingBadge standing={line.standing} />
    </li>
  );
}

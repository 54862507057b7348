import { useQuery } from '@tanstack/react-query';
import { CreditCard } from 'lucide-react';
import { useState } from 'react';
import { useText } from '../../lib/i18n.ts';
import { useMay } from '../../lib/me.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Page } from '../../ui/page.tsx';
import { LoadingRows } from '../../ui/skeleton.tsx';
import { CheckoutDialog } from './checkout-dialog.tsx';
import { CurrentPlan } from './current-plan.tsx';
import { PaymentList } from './payment-list.tsx';
import { type Chosen, PlanTable } from './plan-table.tsx';
import { subscriptionQuery } from './queries.ts';
import { strings } from './strings.ts';

/** The plan that runs, those there are, and what was paid. */
export function BillingPage() {
  const { t } = useText();
  return (
    <Page title={t(strings.title)}>
      <Billing />
    </Page>
  );
}

function Billing() {
  const { t } = useText();
  const mayRead = useMay('billing:read');
  const [chosen, setChosen] = useState<Chosen>();
  const subscription = useQuery(subscriptionQuery);
  if (subscription.isPending) return <LoadingRows />;
  if (subscription.isError)
    return (
      <ErrorState
        error={subscription.error}
        onRetry={() => void subscription.refetch()}
        busy={subscription.isFetching}
      />
    );
  const { data } = subscription;
  const payAgain = () => data && setChosen({ plan: data.plan, interval: data.choice.interval });
  return (
    <div className="flex flex-col gap-8">
      {data ? (
        <CurrentPlan subscription={data} onPay={payAgain} />
      ) : (
        <EmptyState icon={<CreditCard className="size-7" />} title={t(strings.none)}>
          {t(strings.noneWhy)}
        </EmptyState>
      )}
      <PlanTable subscription={data} onChoose={setChosen} />
      {mayRead && <PaymentList />}
      {chosen && <CheckoutDialog {...chosen} onClose={() => setChosen(undefined)} />}
    </div>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { SubscriptionView } from '#shared/payments/contract.ts';
import type { BillingInterval } from '#shared/payments/period.ts';
import { limitNames, type Plan } from '#shared/payments/plan.ts';
import { useFormat } from '../../lib/format.ts';
import { useText } from '../../lib/i18n.ts';
import { useMay } from '../../lib/me.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { LoadingRows } from '../../ui/skeleton.tsx';
import { IntervalField } from './interval-field.tsx';
import { Money } from './money.tsx';
import { plansQuery } from './queries.ts';
import { strings } from './strings.ts';

export type Chosen = { plan: Plan; interval: BillingInterval };
type Props = { subscription: SubscriptionView | null; onChoose: (chosen: Chosen) => void };

/** What there is to choose from, side by side; one below the other on a phone. */
export function PlanTable({ subscription, onChoose }: Props) {
  const { t } = useText();
  const plans = useQuery(plansQuery);
  const [interval, setInterval] = useState<BillingInterval>(subscription?.choice.interval ?? 'month');
  if (plans.isPending) return <LoadingRows />;
  if (plans.isError)
    return <ErrorState error={plans.error} onRetry={() => void plans.refetch()} busy={plans.isFetching} />;
  return (
    <section className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h2 className="me-auto text-lg font-semibold">{t(strings.plans)}</h2>
        <IntervalField value={interval} onChange={setInterval} />
      </div>
      <ul className="grid gap-4 lg:grid-cols-3">
        {plans.data.map((plan) => (
          <li key={plan.planId}>
            <PlanCard plan={plan} interval={interval} subscription={subscription} onChoose={onChoose} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function PlanCard({ plan, interval, subscription, onChoose }: Props & Chosen) {
  const { t, language } = useText();
  const format = useFormat();
  const mayChoose = useMay('billing:write');
  const { choice, standing } = subscription ?? {};
  const isCurrent = choice?.planId === plan.planId && choice.interval === interval && standing !== 'trial';
  const name = plan.name[language];
  return (
    <Card className="flex h-full flex-col gap-3">
      <div className="flex items-center gap-2">
        <h3 className="text-lg font-semibold">{name}</h3>
        {isCurrent && <Badge tone="brand">{t(strings.isCurrent)}</Badge>}
      </div>
      <p className="text-soft">{plan.about[language]}</p>
      <p className="text-xl font-bold">
        <Money fils={plan.prices[interval]} />
        <span className="text-sm font-normal text-soft"> · {t(strings[interval])}</span>
      </p>
      <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1 text-sm">
        {limitNames.map((limit) => (
          <div key={limit} className="contents">
            <dt className="text-soft">{t(strings[limit])}</dt>
            <dd className="font-medium tabular-nums">
              {format.number(limit === 'storageMb' ? plan.limits[limit] / 1000 : plan.limits[limit])}
            </dd>
          </div>
        ))}
      </dl>
      {mayChoose && !isCurrent && (
        <Button className="mt-auto" tone="secondary" onPress={() => onChoose({ plan, interval })}>
          {t(strings.choose, { plan: name })}
        </Button>
      )}
    </Card>
  );
}

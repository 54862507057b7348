import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SubscriptionView } from '#shared/payments/contract.ts';
import { useExplain } from '../../lib/explain.ts';
import { useFormat } from '../../lib/format.ts';
import { useText } from '../../lib/i18n.ts';
import { useMay } from '../../lib/me.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { toast } from '../../ui/toast.tsx';
import { CancelDialog } from './cancel-dialog.tsx';
import { Meters } from './meters.tsx';
import { paymentsApi, subscriptionQuery } from './queries.ts';
import { StandingBadge } from './standing-badge.tsx';
import { strings } from './strings.ts';

/** How the subscription stands, how much of it is used, and how it ends or stays. */
export function CurrentPlan({ subscription, onPay }: { subscription: SubscriptionView; onPay: () => void }) {
  const { t, language } = useText();
  const mayChange = useMay('billing:write');
  const [cancelling, setCancelling] = useState(false);
  const { standing, plan, next } = subscription;
  const asks = standing === 'late' || standing === 'read_only' || standing === 'ended' || standing === 'trial';
  return (
    <Card className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h2 className="text-lg font-semibold">
          {t(strings.current)}: <bdi>{plan.name[language]}</bdi>
        </h2>
        <StandingBadge standing={standing} />
      </div>
      <p>
        <Until subscription={subscription} /> {next && t(strings.next, { plan: next.plan.name[language] })}
      </p>
      <Meters meters={subscription.meters} />
      {mayChange && (
        <div className="flex flex-wrap gap-2">
          {asks && <Button onPress={onPay}>{t(strings.renew)}</Button>}
          {standing === 'active' && (
            <Button tone="quiet" onPress={() => setCancelling(true)}>
              {t(strings.cancel)}
            </Button>
          )}
          {standing === 'ending' && <Reactivate until={subscription.until} />}
        </div>
      )}
      {cancelling && <CancelDialog until={subscription.until} onClose={() => setCancelling(false)} />}
    </Card>
  );
}

function Until({ subscription: { standing, until, worksUntil } }: { subscription: SubscriptionView }) {
  const { t } = useText();
  const format = useFormat();
  const date = format.date(until);
  switch (standing) {
    case 'trial':
      return t(strings.trialUntil, { date });
    case 'active':
      return t(strings.activeUntil, { date });
    case 'ending':
      return t(strings.endingUntil, { date });
    case 'late':
      return t(strings.lateUntil, { date, until: format.date(worksUntil) });
    default:
      return t(strings.readOnlySince, { date });
  }
}

function Reactivate({ until }: { until: number }) {
  const { t } = useText();
  const explain = useExplain();
  const queries = useQueryClient();
  const reactivate = useMutation({
    mutationFn: () => paymentsApi.reactivate({ body: { until } }),
    onSuccess: () => toast({ text: t(strings.reactivated) }),
    onError: (error) => toast({ text: explain(error), tone: 'danger' }),
    onSettled: () => queries.invalidateQueries({ queryKey: subscriptionQuery.queryKey }),
  });
  return (
    <Button busy={reactivate.isPending} onPress={() => reactivate.mutate()}>
      {t(strings.reactivate)}
    </Button>
  );
}

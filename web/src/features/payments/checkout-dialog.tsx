import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useExplain } from '../../lib/explain.ts';
import { useFormat } from '../../lib/format.ts';
import { useText } from '../../lib/i18n.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { toast } from '../../ui/toast.tsx';
import { Money } from './money.tsx';
import type { Chosen } from './plan-table.tsx';
import { paymentsApi, quoteQuery, subscriptionQuery } from './queries.ts';
import { checkoutWords, strings } from './strings.ts';

const methods = ['kn', 'vm', 'ap'] as const;
type Method = (typeof methods)[number];

/** What a plan costs today, what it buys, what cancelling means, and then the payment page. */
export function CheckoutDialog({ plan, interval, onClose }: Chosen & { onClose: () => void }) {
  const { t, language } = useText();
  const explain = useExplain();
  const queries = useQueryClient();
  const [method, setMethod] = useState<Method>('kn');
  const quote = useQuery(quoteQuery(plan.planId, interval));
  const body = { planId: plan.planId, interval };
  const act = useMutation({
    mutationFn: async () => {
      if (quote.data?.kind === 'later') return void (await paymentsApi.change({ body }));
      const { url, paymentId } = await paymentsApi.checkout({ body: { ...body, method, language } });
      window.location.assign(url ?? `/billing/payments/${paymentId}`);
    },
    onSuccess: async () => {
      if (quote.data?.kind !== 'later') return;
      await queries.invalidateQueries({ queryKey: subscriptionQuery.queryKey });
      onClose();
      toast({ text: t(strings.changed) });
    },
  });
  const isLater = quote.data?.kind === 'later';
  const error = quote.error ?? act.error;
  return (
    <Dialog
      title={t(checkoutWords.title, { plan: plan.name[language] })}
      isOpen
      onClose={onClose}
      actions={
        <>
          {quote.data && (
            <Button busy={act.isPending} onPress={() => act.mutate()}>
              {t(isLater ? checkoutWords.confirm : checkoutWords.pay)}
            </Button>
          )}
          <Button tone="secondary" onPress={onClose}>
            {t(checkoutWords.keep)}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {quote.data && <Costs quote={quote.data} />}
        {quote.data && !isLater && <MethodField value={method} onChange={setMethod} />}
        <p className="text-sm text-soft">{t(checkoutWords.cancelMeans)}</p>
        {error && (
          <Banner tone="danger" live>
            {explain(error)}
          </Banner>
        )}
      </div>
    </Dialog>
  );
}

type Quote = Awaited<ReturnType<typeof paymentsApi.quote>>;

function Costs({ quote: { kind, fils, price, credit, period } }: { quote: Quote }) {
  const { t } = useText();
  const format = useFormat();
  if (kind === 'later') return <p>{t(checkoutWords.endsLater, { from: format.date(period.from) })}</p>;
  return (
    <>
      <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1">
        {kind === 'upgrade' && (
          <>
            <dt className="text-soft">{t(checkoutWords.price)}</dt>
            <dd>
              <Money fils={price} />
            </dd>
            <dt className="text-soft">{t(checkoutWords.credit)}</dt>
            <dd>
              <Money fils={-credit} />
            </dd>
          </>
        )}
        <dt className="font-semibold">{t(checkoutWords.today)}</dt>
        <dd className="font-semibold">
          <Money fils={fils} />
        </dd>
      </dl>
      <p>{t(checkoutWords.renews, { from: format.date(period.from), until: format.date(period.until) })}</p>
    </>
  );
}

function MethodField({ value, onChange }: { value: Method; onChange: (method: Method) => void }) {
  const { t } = useText();
  const name = useId();
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 font-medium">{t(checkoutWords.method)}</legend>
      {methods.map((method) => (
        <label
          key={method}
          className="flex min-h-11 cursor-pointer items-center gap-3 rounded-xl border border-line p-3 has-checked:border-brand has-checked:bg-brand-wash"
        >
          <input
            type="radio"
            name={name}
            checked={value === method}
            onChange={() => onChange(method)}
            className="size-5 shrink-0 accent-brand"
          />
          {t(checkoutWords[method])}
        </label>
      ))}
    </fieldset>
  );
}

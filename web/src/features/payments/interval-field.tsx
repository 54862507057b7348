import { useId } from 'react';
import { type BillingInterval, billingIntervals } from '#shared/payments/period.ts';
import { useText } from '../../lib/i18n.ts';
import { strings } from './strings.ts';

/** Monthly or yearly: the browser's own radio buttons, so that arrow keys choose. */
export function IntervalField({
  value,
  onChange,
}: {
  value: BillingInterval;
  onChange: (value: BillingInterval) => void;
}) {
  const { t } = useText();
  const name = useId();
  return (
    <fieldset className="inline-flex rounded-xl border border-line bg-surface p-0.5">
      <legend className="sr-only">{t(strings.interval)}</legend>
      {billingIntervals.map((interval) => (
        <label
          key={interval}
          className="flex min-h-10 cursor-pointer items-center gap-2 rounded-[0.65rem] px-3 text-sm font-medium text-soft has-checked:bg-brand-wash has-checked:text-brand"
        >
          <input
            type="radio"
            name={name}
            checked={value === interval}
            onChange={() => onChange(interval)}
            className="size-4 accent-brand"
          />
          {t(strings[interval])}
        </label>
      ))}
    </fieldset>
  );
}

import type { Meter } from '#shared/payments/contract.ts';
import { useFormat } from '../../lib/format.ts';
import { useText } from '../../lib/i18n.ts';
import { classNames } from '../../ui/class-names.ts';
import { strings } from './strings.ts';

/** How much of each limit is used; from four fifths on it is said in colour, too. */
export function Meters({ meters }: { meters: readonly Meter[] }) {
  const { t } = useText();
  const format = useFormat();
  return (
    <ul className="grid gap-4 sm:grid-cols-3">
      {meters.map(({ name, used, limit }) => (
        <li key={name} className="flex flex-col gap-1">
          <span className="text-sm text-soft">{t(strings[name])}</span>
          <span className="font-medium">
            {t(strings.used, { used: format.number(used), limit: format.number(limit) })}
          </span>
          <meter
            aria-label={t(strings[name])}
            min={0}
            max={Math.max(limit, 1)}
            value={Math.min(used, limit)}
            className="sr-only"
          />
          <span aria-hidden="true" className="h-2 overflow-hidden rounded-full bg-canvas">
            <span
              className={classNames('block h-full rounded-full', used >= limit * 0.8 ? 'bg-danger' : 'bg-brand')}
              style={{ inlineSize: `${Math.min(100, (used / Math.max(limit, 1)) * 100)}%` }}
            />
          </span>
        </li>
      ))}
    </ul>
  );
}

import { useId, useState } from 'react';
import { prayerNames, prayers } from '#shared/calendar/prayer.ts';
import type { PrayerPolicy } from '#shared/calendar/prayer-policy.ts';
import { plainDigits } from '#shared/contract/text.ts';
import { useText } from '../../../lib/i18n.ts';
import { boxClasses } from '../../../ui/field.tsx';
import { strings } from './strings.ts';

type Around = PrayerPolicy['around'];
type Props = { around: Around; disabled: boolean; onChange: (around: Around) => void };

/** Minutes before and after each prayer. Digits of either kind are taken. */
export function MinutesTable({ around, disabled, onChange }: Props) {
  const { t } = useText();
  return (
    <table className="w-full max-w-md table-fixed">
      <caption className="mb-2 text-start font-medium">{t(strings.minutes)}</caption>
      <thead>
        <tr className="text-start text-sm text-soft">
          <th scope="col" className="text-start font-medium">
            {t(strings.prayer)}
          </th>
          <th scope="col" className="text-start font-medium">
            {t(strings.before)}
          </th>
          <th scope="col" className="text-start font-medium">
            {t(strings.after)}
          </th>
        </tr>
      </thead>
      <tbody>
        {prayers.map((prayer) => (
          <tr key={prayer}>
            <th scope="row" className="py-1 pe-2 text-start font-medium">
              {t(prayerNames[prayer])}
            </th>
            {(['before', 'after'] as const).map((side) => (
              <td key={side} className="py-1 pe-2">
                <Minutes
                  label={t(side === 'before' ? strings.beforeOf : strings.afterOf, { prayer: t(prayerNames[prayer]) })}
                  value={around[prayer][side]}
                  disabled={disabled}
                  onChange={(minutes) => onChange({ ...around, [prayer]: { ...around[prayer], [side]: minutes } })}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type MinutesProps = { label: string; value: number; disabled: boolean; onChange: (minutes: number) => void };

function Minutes({ label, value, disabled, onChange }: MinutesProps) {
  const { t } = useText();
  const id = useId();
  const [typed, setTyped] = useState(String(value));
  const wrong = !/^\d{1,3}$/.test(typed) || Number(typed) > 180;
  return (
    <>
      <input
        aria-label={label}
        aria-invalid={wrong}
        aria-describedby={wrong ? id : undefined}
        inputMode="numeric"
        maxLength={4}
        disabled={disabled}
        value={typed}
        onChange={({ target }) => {
          const digits = plainDigits(target.value);
          setTyped(digits);
          onChange(/^\d{1,3}$/.test(digits) ? Number(digits) : -1);
        }}
        className={`${boxClasses} tabular-nums ${wrong ? 'border-danger' : ''}`}
      />
      <span id={id} role="alert" className="text-sm text-danger empty:hidden">
        {wrong && t(strings.wrong)}
      </span>
    </>
  );
}

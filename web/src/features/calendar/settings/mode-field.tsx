import { useId } from 'react';
import { type PrayerMode, prayerModes } from '#shared/calendar/prayer-policy.ts';
import { useText } from '../../../lib/i18n.ts';
import { modeStrings, strings } from './strings.ts';

type Props = { value: PrayerMode; disabled: boolean; onChange: (mode: PrayerMode) => void };

/** What happens at prayer time, each choice with what it means. */
export function ModeField({ value, disabled, onChange }: Props) {
  const { t } = useText();
  const name = useId();
  return (
    <fieldset disabled={disabled}>
      <legend className="mb-2 font-medium">{t(strings.mode)}</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {prayerModes.map((mode) => (
          <label
            key={mode}
            className="flex min-h-11 cursor-pointer items-start gap-3 rounded-xl border border-line p-3 has-checked:border-brand has-checked:bg-brand-wash"
          >
            <input
              type="radio"
              name={name}
              value={mode}
              checked={mode === value}
              onChange={() => onChange(mode)}
              className="mt-1 size-4 accent-brand"
            />
            <span>
              <span className="block font-medium">{t(modeStrings[mode].name)}</span>
              <span className="block text-sm text-soft">{t(modeStrings[mode].text)}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

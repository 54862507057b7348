import { Plus } from 'lucide-react';
import { useId, useState } from 'react';
import type { Slot } from '#shared/calendar/slot.ts';
import { useFormat } from '../../../lib/format.ts';
import { useText } from '../../../lib/i18n.ts';
import { Button } from '../../../ui/button.tsx';
import { boxClasses } from '../../../ui/field.tsx';
import { strings } from './strings.ts';
import { noonOn, weekdays } from './weekdays.ts';

/** A time and the days it holds on: every day, until some are taken off. */
export function NewSlot({ onAdd }: { onAdd: (slot: Slot) => void }) {
  const { t } = useText();
  const format = useFormat();
  const id = useId();
  const [clock, setClock] = useState('20:30');
  const [days, setDays] = useState<readonly number[]>(weekdays);
  const toggle = (day: number) =>
    setDays(days.includes(day) ? days.filter((one) => one !== day) : [...days, day].sort());
  return (
    <div className="flex flex-wrap items-end gap-3 rounded-xl bg-canvas p-3">
      <div>
        <label htmlFor={id} className="mb-1 block text-sm font-medium">
          {t(strings.time)}
        </label>
        <input
          id={id}
          type="time"
          value={clock}
          onChange={({ target }) => setClock(target.value)}
          className={`${boxClasses} w-36`}
        />
      </div>
      <fieldset className="min-w-0">
        <legend className="mb-1 text-sm font-medium">{t(strings.days)}</legend>
        <div className="flex flex-wrap gap-1">
          {weekdays.map((day) => (
            <label
              key={day}
              className="flex min-h-11 cursor-pointer items-center gap-1.5 rounded-lg border border-line bg-surface px-2 text-sm has-checked:border-brand has-checked:bg-brand-wash"
            >
              <input
                type="checkbox"
                checked={days.includes(day)}
                onChange={() => toggle(day)}
                className="size-4 accent-brand"
              />
              {format.weekday(noonOn(day))}
            </label>
          ))}
        </div>
      </fieldset>
      <Button
        tone="secondary"
        icon={<Plus aria-hidden="true" className="size-4" />}
        isDisabled={clock === '' || days.length === 0}
        onPress={() => onAdd({ weekdays: [...days], time: { clock } })}
      >
        {t(strings.add)}
      </Button>
    </div>
  );
}

import { Trash2 } from 'lucide-react';
import { prayerNames } from '#shared/calendar/prayer.ts';
import type { Slot, SlotTime } from '#shared/calendar/slot.ts';
import { fromWallTime } from '#shared/calendar/wall-time.ts';
import { useFormat } from '../../../lib/format.ts';
import { useText } from '../../../lib/i18n.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { NewSlot } from './new-slot.tsx';
import { strings } from './strings.ts';
import { noonOn } from './weekdays.ts';

type Props = {
  title: string;
  slots: readonly Slot[];
  mayChange: boolean;
  onChange: (slots: Slot[]) => void;
};

/** Slots in the order in which they were added, each with its days. */
export function SlotList({ title, slots, mayChange, onChange }: Props) {
  const { t } = useText();
  const format = useFormat();
  const said = useSlotTime();
  const daysOf = ({ weekdays }: Slot) =>
    weekdays.length === 7
      ? t(strings.everyDay)
      : format.list([...weekdays].sort().map((day) => format.weekday(noonOn(day))));
  return (
    <section aria-label={title} className="flex flex-col gap-2">
      <h3 className="font-medium">{title}</h3>
      {slots.length === 0 && <p className="text-sm text-soft">{t(strings.none)}</p>}
      <ul className="flex flex-col gap-1">
        {slots.map((slot, index) => (
          <li
            key={JSON.stringify(slot)}
            className="flex min-h-11 items-center gap-3 rounded-xl border border-line ps-3"
          >
            <span className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-3">
              <span className="font-semibold tabular-nums">{said(slot.time)}</span>
              <span className="text-sm text-soft">{daysOf(slot)}</span>
            </span>
            {mayChange && (
              <IconButton
                label={t(strings.remove, { time: said(slot.time) })}
                onPress={() => onChange(slots.filter((_, other) => other !== index))}
              >
                <Trash2 aria-hidden="true" className="size-4" />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      {mayChange && <NewSlot onAdd={(slot) => onChange([...slots, slot])} />}
    </section>
  );
}

/** A slot's time in words: by the clock, or by its prayer. */
function useSlotTime(): (time: SlotTime) => string {
  const { t } = useText();
  const format = useFormat();
  return (time) => {
    if ('clock' in time) return format.time(fromWallTime(`2026-01-04T${time.clock}`));
    const values = { count: Math.abs(time.offset), prayer: t(prayerNames[time.prayer]) };
    return t(time.offset < 0 ? strings.beforePrayer : strings.afterPrayer, values);
  };
}

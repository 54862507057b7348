import { CalendarDays } from 'lucide-react';
import { useId } from 'react';
import { fromWallTime } from '#shared/calendar/wall-time.ts';
import { useFormat } from '../../../lib/format.ts';
import { useText } from '../../../lib/i18n.ts';
import { strings } from '../strings.ts';

type Props = {
  /** `YYYY-MM-DD` or empty. */
  date: string;
  /** `HH:mm` or empty. */
  time: string;
  describedBy: string | undefined;
  onCall: () => void;
};

const box =
  'flex min-h-11 w-full items-center justify-between rounded-xl border border-field bg-surface ps-3 text-start tabular-nums';

/** Looks like the date picker and fetches it when pointed at, focused or pressed. As tall, so that nothing jumps. */
export function WhenStandIn({ date, time, describedBy, onCall }: Props) {
  const { t } = useText();
  const format = useFormat();
  const id = useId();
  const shownDate = date && format.shortDate(fromWallTime(`${date}T12:00`));
  const shownTime = time && format.time(fromWallTime(`${date || '2026-01-01'}T${time}`));
  const common = {
    type: 'button' as const,
    onClick: onCall,
    onFocus: onCall,
    onPointerEnter: onCall,
    'aria-describedby': describedBy,
  };
  return (
    <div className="flex flex-wrap gap-3">
      <div className="min-w-56 flex-1">
        <span id={`${id}date`} className="mb-1 block font-medium">
          {t(strings.date)}
        </span>
        <button {...common} data-part="date" aria-labelledby={`${id}date ${id}shown-date`} className={box}>
          <span id={`${id}shown-date`} className={date ? '' : 'text-soft'}>
            {shownDate || t(strings.dateParts)}
          </span>
          <span className="grid size-11 place-items-center">
            <CalendarDays aria-hidden="true" className="size-5" />
          </span>
        </button>
      </div>
      <div className="min-w-36 flex-1">
        <span id={`${id}time`} className="mb-1 block font-medium">
          {t(strings.time)}
        </span>
        <button {...common} data-part="time" aria-labelledby={`${id}time ${id}shown-time`} className={box}>
          <span id={`${id}shown-time`} className={time ? '' : 'text-soft'}>
            {shownTime || '––:––'}
          </span>
        </button>
      </div>
    </div>
  );
}

/** Which part of the stand-in has the focus; the real field takes it over. */
export function focusedPart(place: Element | null): 'date' | 'time' | undefined {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement) || !place?.contains(active)) return undefined;
  return active.dataset.part === 'date' || active.dataset.part === 'time' ? active.dataset.part : undefined;
}

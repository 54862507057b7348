import { CalendarDays } from 'lucide-react';
import { useId } from 'react';
import { fromWallTime } from '#shared/calendar/wall-time.ts';
import { useFormat } from '../../../lib/format.ts';
import { useText } from '../../../lib/i18n.ts';
import { strings } from '../strings.ts';

/** What a press on the stand-in is meant for. */
export type Part = 'date' | 'time' | 'calendar';

type Props = {
  /** `YYYY-MM-DD` or empty. */
  date: string;
  /** `HH:mm` or empty. */
  time: string;
  describedBy: string | undefined;
  /** Told without a part when somebody comes near, and with it when it is pressed. */
  onCall: (part?: Part) => void;
  /** The pointer is down on it: what lies under it must not change before the press is over. */
  onHold: () => void;
};

const box = 'flex min-h-11 w-full items-center rounded-xl border border-field bg-surface tabular-nums';

/** Looks like the date picker and fetches it when pointed at, focused or pressed. As tall, so that nothing jumps. */
export function WhenStandIn({ date, time, describedBy, onCall, onHold }: Props) {
  const { t } = useText();
  const format = useFormat();
  const id = useId();
  const shownDate = date && format.shortDate(fromWallTime(`${date}T12:00`));
  const shownTime = time && format.time(fromWallTime(`${date || '2026-01-01'}T${time}`));
  const part = (name: Part) => ({
    type: 'button' as const,
    'data-part': name,
    'aria-describedby': describedBy,
    onClick: () => onCall(name),
    onFocus: () => onCall(),
    onPointerEnter: () => onCall(),
    onPointerDown: onHold,
  });
  return (
    <div className="flex flex-wrap gap-3">
      <div className="min-w-56 flex-1">
        <span id={`${id}date`} className="mb-1 block font-medium">
          {t(strings.date)}
        </span>
        <div className={box}>
          <button
            {...part('date')}
            aria-labelledby={`${id}date ${id}shown-date`}
            className="min-h-10.5 flex-1 ps-3 text-start"
          >
            <span id={`${id}shown-date`} className={date ? '' : 'text-soft'}>
              {shownDate || t(strings.dateParts)}
            </span>
          </button>
          <button {...part('calendar')} aria-label={t(strings.chooseDate)} className="grid size-11 place-items-center">
            <CalendarDays aria-hidden="true" className="size-5" />
          </button>
        </div>
      </div>
      <div className="min-w-36 flex-1">
        <span id={`${id}time`} className="mb-1 block font-medium">
          {t(strings.time)}
        </span>
        <button {...part('time')} aria-labelledby={`${id}time ${id}shown-time`} className={`${box} ps-3 text-start`}>
          <span id={`${id}shown-time`} className={time ? '' : 'text-soft'}>
            {shownTime || '––:––'}
          </span>
        </button>
      </div>
    </div>
  );
}

const parts: readonly Part[] = ['date', 'time', 'calendar'];

/** Which part of the stand-in has the focus; the real field takes it over. */
export function focusedPart(place: Element | null): Part | undefined {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement) || !place?.contains(active)) return undefined;
  return parts.find((part) => part === active.dataset.part);
}

import { useId, useRef } from 'react';
import { fromWallTime, toWallTime } from '#shared/calendar/wall-time.ts';
import { now } from '../../../lib/clock.ts';
import { useFormat } from '../../../lib/format.ts';
import { useText } from '../../../lib/i18n.ts';
import { strings } from '../strings.ts';
import { isPast } from './quick-times.ts';
import { usePicker } from './use-picker.ts';
import { focusedPart, WhenStandIn } from './when-stand-in.tsx';

type Props = {
  /** `YYYY-MM-DD` or empty. */
  date: string;
  /** `HH:mm` or empty. */
  time: string;
  /** Say that it is missing: after the person tried to go on without it. */
  required: boolean;
  /** What else is wrong with it, in a sentence. */
  refusal?: string | undefined;
  /** Fetch the picker without waiting for a sign of the person: where choosing a time is all there is to do. */
  atOnce?: boolean;
  onChange: (change: { date?: string; time?: string }) => void;
};

/** When a post goes out: date and time in Kuwait, the Hijri date beside them, a passed time refused at once. */
export function WhenField({ date, time, required, refusal, atOnce = false, onChange }: Props) {
  const { t } = useText();
  const format = useFormat();
  const errorId = useId();
  const place = useRef<HTMLDivElement>(null);
  const { Picker, pressed, call, hold } = usePicker(atOnce);
  const chosen = date !== '' && time !== '';
  const error = isPast(date, time, now())
    ? t(strings.pastTime)
    : required && !chosen
      ? t(strings.timeMissing)
      : refusal;
  const describedBy = error ? errorId : undefined;
  return (
    <div ref={place}>
      {Picker ? (
        <Picker
          date={date}
          time={time}
          earliest={toWallTime(now()).slice(0, 10)}
          invalid={error !== undefined}
          describedBy={describedBy}
          focus={pressed ?? focusedPart(place.current)}
          opens={pressed === 'calendar'}
          onChange={onChange}
        />
      ) : (
        <WhenStandIn date={date} time={time} describedBy={describedBy} onCall={call} onHold={hold} />
      )}
      <p className="mt-1 text-sm text-soft">
        {t(strings.kuwaitTime)}
        {date !== '' && <> · {t(strings.hijriDate, { hijri: format.hijri(fromWallTime(`${date}T12:00`)) })}</>}
      </p>
      <p id={errorId} role="alert" className="mt-1 text-sm font-medium text-danger empty:hidden">
        {error}
      </p>
    </div>
  );
}

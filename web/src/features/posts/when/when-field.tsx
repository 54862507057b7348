import { lazy, Suspense, useId, useRef } from 'react';
import { fromWallTime, toWallTime } from '#shared/calendar/wall-time.ts';
import { now } from '../../../lib/clock.ts';
import { useFormat } from '../../../lib/format.ts';
import { useText } from '../../../lib/i18n.ts';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { strings } from '../strings.ts';
import { isPast } from './quick-times.ts';
import { useNearScreen } from './use-near-screen.ts';

const DateAndTime = lazy(() => import('./date-and-time.tsx').then((module) => ({ default: module.DateAndTime })));

type Props = {
  /** `YYYY-MM-DD` or empty. */
  date: string;
  /** `HH:mm` or empty. */
  time: string;
  /** Say that it is missing: after the person tried to go on without it. */
  required: boolean;
  onChange: (change: { date?: string; time?: string }) => void;
};

/** When a post goes out: date and time in Kuwait, the Hijri date beside them, a passed time refused at once. */
export function WhenField({ date, time, required, onChange }: Props) {
  const { t } = useText();
  const format = useFormat();
  const errorId = useId();
  const place = useRef<HTMLDivElement>(null);
  const near = useNearScreen(place);
  const chosen = date !== '' && time !== '';
  const error = isPast(date, time, now())
    ? t(strings.pastTime)
    : required && !chosen
      ? t(strings.timeMissing)
      : undefined;
  return (
    <div ref={place}>
      <Suspense fallback={<Space />}>
        {near ? (
          <DateAndTime
            date={date}
            time={time}
            earliest={toWallTime(now()).slice(0, 10)}
            invalid={error !== undefined}
            describedBy={error ? errorId : undefined}
            onChange={onChange}
          />
        ) : (
          <Space />
        )}
      </Suspense>
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

/** As tall as what is coming, on a phone and beside each other on a wider screen. */
const Space = () => <Skeleton className="h-41 sm:h-19" />;

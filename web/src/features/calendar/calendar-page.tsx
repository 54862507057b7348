import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { useMinute } from '../../lib/clock.ts';
import { useFormat } from '../../lib/format.ts';
import { useText } from '../../lib/i18n.ts';
import { useMay } from '../../lib/me.ts';
import { CalendarBody } from './calendar-body.tsx';
import { dayOf, noonOf, shiftView } from './calendar-days.ts';
import { type CalendarSearch, changedSearch, readSearch } from './calendar-search.ts';
import { DraftList } from './draft-list.tsx';
import { periodTitle } from './period-title.ts';
import { strings } from './strings.ts';
import { Toolbar } from './toolbar.tsx';
import { useCalendarKeys } from './use-calendar-keys.ts';
import { useMove } from './use-move.ts';
import { useNarrow } from './use-narrow.ts';

/** `/calendar`: the plan of a month or week. View, day and filter are in the address. */
export function CalendarPage() {
  const { t } = useText();
  const format = useFormat();
  const mayWrite = useMay('posts:write');
  const narrow = useNarrow();
  const today = dayOf(useMinute());
  const search = useSearch({ from: '/inside/business/calendar' });
  const { view, date, state } = useMemo(() => readSearch(search, { today, narrow }), [search, today, narrow]);
  const navigate = useNavigate();
  const { move, undoLast } = useMove();

  const go = useCallback(
    (change: CalendarSearch) =>
      void navigate({ to: '/calendar', search: changedSearch(search, change), resetScroll: false }),
    [navigate, search],
  );
  const onToday = useCallback(() => go({ date: undefined }), [go]);
  const onView = useCallback((next: CalendarSearch['view']) => go({ view: next }), [go]);
  const onStep = useCallback((by: 1 | -1) => go({ date: shiftView(view, date, by) }), [go, view, date]);
  useCalendarKeys({ onToday, onView, onStep, onUndo: undoLast });

  const title = periodTitle(view, date, format);
  return (
    <>
      <title>{t(strings.title)}</title>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <h1 className="text-2xl font-bold">
          {state === 'draft' ? (
            t(strings.title)
          ) : (
            <>
              {title.gregorian} <span className="text-base font-normal text-soft">{title.hijri}</span>
            </>
          )}
        </h1>
        <Toolbar
          view={view}
          narrow={narrow}
          state={state}
          onView={onView}
          onState={(next) => go({ state: next })}
          onToday={onToday}
          onStep={onStep}
        />
      </div>
      {state === 'draft' ? (
        <DraftList mayWrite={mayWrite} />
      ) : (
        <CalendarBody
          view={view}
          date={date}
          state={state}
          today={today}
          narrow={narrow}
          mayWrite={mayWrite}
          caption={`${format.monthYear(noonOf(date))} ${title.hijri}`}
          onMove={move}
          onClearFilter={() => go({ state: undefined })}
        />
      )}
    </>
  );
}

import { useState } from 'react';
import type { PostSummary } from '#shared/posts/contract.ts';
import { useFormat } from '../../lib/format.ts';
import { useText } from '../../lib/i18n.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { type Day, noonOf } from './calendar-days.ts';
import { DayHead } from './day-head.tsx';
import { type CalendarActs, Cards, DropCell, NewHere } from './day-slot.tsx';
import type { KuwaitDays } from './kuwait-days.ts';
import { Occasions } from './occasions.tsx';
import { strings } from './strings.ts';

type Props = {
  weeks: readonly (readonly Day[])[];
  today: string;
  acts: CalendarActs;
  caption: string;
  kuwait: KuwaitDays;
};

const AT_MOST = 3;

const onDay = (posts: readonly PostSummary[], { date }: Day): PostSummary[] =>
  posts.filter(({ schedule }) => schedule?.wallTime.startsWith(date));

/** A month as a table, Sunday first. */
export function MonthView({ weeks, today, acts, caption, kuwait }: Props) {
  const { t } = useText();
  const format = useFormat();
  const [opened, setOpened] = useState<Day | undefined>(undefined);
  return (
    <>
      <table className="w-full table-fixed border-separate border-spacing-0 overflow-hidden rounded-card border border-line bg-surface">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {weeks[0]?.map(({ date }) => (
              <th key={date} scope="col" className="px-2 py-2 text-start text-sm font-medium text-soft">
                {format.weekday(noonOf(date))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]?.date}>
              {week.map((day) => (
                <DropCell
                  key={day.date}
                  day={day}
                  acts={acts}
                  label={format.weekdayDate(noonOf(day.date))}
                  className={`h-28 border-t border-line p-1 align-top not-first:border-s ${day.weekend ? 'bg-sand/15' : ''}`}
                >
                  <div className="mb-1 flex items-center justify-between gap-1">
                    <DayHead day={day} known={kuwait.get(day.date)} today={day.date === today} />
                    {acts.mayWrite && <NewHere day={day} />}
                  </div>
                  <Occasions day={kuwait.get(day.date)} />
                  <div className="flex flex-col gap-1">
                    <Cards posts={onDay(acts.posts, day).slice(0, AT_MOST)} acts={acts} />
                    <More count={onDay(acts.posts, day).length - AT_MOST} day={day} onOpen={setOpened} />
                  </div>
                </DropCell>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {opened && (
        <Dialog
          title={t(strings.moreOf, { day: format.weekdayDate(noonOf(opened.date)) })}
          isOpen
          onClose={() => setOpened(undefined)}
        >
          <div className="flex flex-col gap-2">
            <Cards
              posts={onDay(acts.posts, opened)}
              acts={{
                ...acts,
                askMove: (post) => {
                  setOpened(undefined);
                  acts.askMove(post);
                },
              }}
            />
          </div>
        </Dialog>
      )}
    </>
  );
}

function More({ count, day, onOpen }: { count: number; day: Day; onOpen: (day: Day) => void }) {
  const { t } = useText();
  const format = useFormat();
  if (count <= 0) return null;
  return (
    <button
      type="button"
      onClick={() => onOpen(day)}
      aria-label={`${t(strings.more, { more: format.more(count) })} ${t(strings.moreOf, { day: format.weekdayDate(noonOf(day.date)) })}`}
      className="min-h-6 rounded-lg text-sm font-medium text-brand hover:bg-brand-wash"
    >
      {t(strings.more, { more: format.more(count) })}
    </button>
  );
}

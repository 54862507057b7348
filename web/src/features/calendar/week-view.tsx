import type { PostSummary } from '#shared/posts/contract.ts';
import { useFormat } from '../../lib/format.ts';
import { useText } from '../../lib/i18n.ts';
import { type Day, noonOf } from './calendar-days.ts';
import { DayHead } from './day-head.tsx';
import { type DayPart, dayParts, partOf } from './day-parts.ts';
import { type CalendarActs, Cards, DropCell, NewHere } from './day-slot.tsx';
import type { KuwaitDays } from './kuwait-days.ts';
import { Occasions } from './occasions.tsx';
import { PrayerLines } from './prayer-lines.tsx';
import { dayPartStrings } from './strings.ts';

type Props = {
  days: readonly Day[];
  today: string;
  acts: CalendarActs;
  caption: string;
  kuwait: KuwaitDays;
};

const inSlot = (posts: readonly PostSummary[], { date }: Day, part: DayPart): PostSummary[] =>
  posts.filter(({ schedule }) => schedule?.wallTime.startsWith(date) && partOf(schedule.wallTime.slice(11)) === part);

/** A week as a table: seven days, Sunday first, in morning, afternoon and evening. */
export function WeekView({ days, today, acts, caption, kuwait }: Props) {
  const { t } = useText();
  const format = useFormat();
  return (
    <table className="w-full table-fixed border-separate border-spacing-0 overflow-hidden rounded-card border border-line bg-surface">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          {days.map((day) => (
            <th
              key={day.date}
              scope="col"
              className={`px-2 py-2 text-start font-medium ${day.weekend ? 'bg-sand/15' : ''}`}
            >
              <span className="block text-sm text-soft">{format.weekday(noonOf(day.date))}</span>
              <DayHead day={day} known={kuwait.get(day.date)} today={day.date === today} large />
              <Occasions day={kuwait.get(day.date)} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {dayParts.map(({ part }) => (
          <tr key={part}>
            {days.map((day) => (
              <DropCell
                key={day.date}
                day={day}
                part={part}
                acts={acts}
                label={`${format.weekdayDate(noonOf(day.date))} ${t(dayPartStrings[part])}`}
                className={`h-40 border-t border-line p-1 align-top not-first:border-s ${day.weekend ? 'bg-sand/15' : ''}`}
              >
                <div className="mb-1 flex items-center justify-between">
                  <span className="ps-1 text-xs text-soft">{t(dayPartStrings[part])}</span>
                  {acts.mayWrite && <NewHere day={day} part={part} />}
                </div>
                <PrayerLines day={kuwait.get(day.date)} part={part} />
                <div className="flex flex-col gap-1">
                  <Cards posts={inSlot(acts.posts, day, part)} acts={acts} />
                </div>
              </DropCell>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

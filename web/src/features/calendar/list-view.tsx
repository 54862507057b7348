import { useFormat } from '../../lib/format.ts';
import { useText } from '../../lib/i18n.ts';
import { type Day, noonOf } from './calendar-days.ts';
import type { CalendarActs } from './day-slot.tsx';
import { hijriDate } from './hijri-words.ts';
import type { KuwaitDays } from './kuwait-days.ts';
import { Occasions } from './occasions.tsx';
import { PostRow } from './post-row.tsx';
import { PrayerLine } from './prayer-lines.tsx';
import { strings } from './strings.ts';

type Props = { days: readonly Day[]; today: string; acts: CalendarActs; kuwait: KuwaitDays };

/** The days that hold posts, one below the other. What a phone shows instead of a table. */
export function ListView({ days, today, acts, kuwait }: Props) {
  const { t } = useText();
  const format = useFormat();
  const filled = days
    .map((day) => ({ day, posts: acts.posts.filter(({ schedule }) => schedule?.wallTime.startsWith(day.date)) }))
    .filter(({ posts }) => posts.length > 0);
  return (
    <div className="flex flex-col gap-6">
      {filled.map(({ day, posts }, index) => (
        <section key={day.date} aria-labelledby={`day-${day.date}`}>
          {index > 0 && !filled[index - 1]?.day.date.startsWith(day.date.slice(0, 7)) && (
            <p className="mb-4 border-b border-line pb-1 text-lg font-bold">{format.monthYear(noonOf(day.date))}</p>
          )}
          <h2 id={`day-${day.date}`} className="mb-2 flex flex-wrap items-baseline gap-x-3 font-semibold">
            {format.weekdayDate(noonOf(day.date))}
            {day.date === today && <span className="text-sm text-brand">{t(strings.today)}</span>}
            <span className="text-sm font-normal text-soft">{hijriDate(format, day, kuwait.get(day.date))}</span>
          </h2>
          <div className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-1 empty:hidden">
            <Occasions day={kuwait.get(day.date)} />
            <PrayerLine day={kuwait.get(day.date)} />
          </div>
          <ul className="flex flex-col gap-2">
            {posts.map((post) => (
              <PostRow
                key={post.postId}
                post={post}
                when={format.time(post.schedule?.publishAt ?? post.updatedAt)}
                mayWrite={acts.mayWrite}
                onMove={acts.askMove}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

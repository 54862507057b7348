import { Moon } from 'lucide-react';
import { useFormat } from '../../lib/format.ts';
import { useText } from '../../lib/i18n.ts';
import { type Day, noonOf } from './calendar-days.ts';
import { occasionStrings } from './strings.ts';

/** The day in both calendars. The first day of a Hijri month names it; Ramadan and the feasts carry a mark. */
export function DayHead({ day, today, large = false }: { day: Day; today: boolean; large?: boolean }) {
  const { t } = useText();
  const format = useFormat();
  const noon = noonOf(day.date);
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <span
        className={`grid shrink-0 place-items-center rounded-full font-semibold tabular-nums ${large ? 'size-9 text-lg' : 'size-7'} ${today ? 'bg-brand text-on-brand' : day.inMonth ? '' : 'text-soft'}`}
      >
        {format.number(day.dayOfMonth)}
      </span>
      <span className="min-w-0 truncate text-xs text-soft">
        {day.hijri.day === 1 ? format.hijriDayMonth(noon) : format.hijriDay(noon)}
      </span>
      {day.occasion && (
        <span title={t(occasionStrings[day.occasion])} className="shrink-0 text-brand">
          <Moon aria-hidden="true" className="size-3.5" />
          <span className="sr-only">{t(occasionStrings[day.occasion])}</span>
        </span>
      )}
    </span>
  );
}

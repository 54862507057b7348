import { Moon } from 'lucide-react';
import type { KuwaitDay } from '#shared/calendar/contract.ts';
import { useFormat } from '../../lib/format.ts';
import { useText } from '../../lib/i18n.ts';
import type { Day } from './calendar-days.ts';
import { hijriWords } from './hijri-words.ts';
import { occasionStrings } from './strings.ts';

/** `known`: what the server says of the day, once it is there: the moon may have been announced otherwise. */
type Props = { day: Day; known: KuwaitDay | undefined; today: boolean; large?: boolean };

/** The day in both calendars. The first day of a Hijri month names it; Ramadan carries a mark. */
export function DayHead({ day, known, today, large = false }: Props) {
  const { t } = useText();
  const format = useFormat();
  const occasion = known ? (known.ramadan ? 'ramadan' : undefined) : day.occasion;
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <span
        className={`grid shrink-0 place-items-center rounded-full font-semibold tabular-nums ${large ? 'size-9 text-lg' : 'size-7'} ${today ? 'bg-brand text-on-brand' : day.inMonth ? '' : 'text-soft'}`}
      >
        {format.number(day.dayOfMonth)}
      </span>
      <span className="min-w-0 truncate text-xs text-soft">{hijriWords(format, day, known)}</span>
      {occasion && (
        <span title={t(occasionStrings[occasion])} className="shrink-0 text-brand">
          <Moon aria-hidden="true" className="size-3.5" />
          <span className="sr-only">{t(occasionStrings[occasion])}</span>
        </span>
      )}
    </span>
  );
}

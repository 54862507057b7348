import type { KuwaitDay } from '#shared/calendar/contract.ts';
import type { Format } from '../../lib/format.ts';
import { type Day, noonOf } from './calendar-days.ts';

const DAY_MS = 86_400_000;

/** An instant that lies in the Hijri month for certain, by the announced moon and by the calculated one. */
const within = (date: string, hijriDay: number): number => noonOf(date) + (hijriDay > 15 ? -3 : 3) * DAY_MS;

/** The Hijri day as a square shows it: the first of a month with the month's name. By the announced moon once known. */
export function hijriWords(format: Format, { date, hijri }: Day, known: KuwaitDay | undefined): string {
  const { day } = known?.hijri ?? hijri;
  return day === 1 ? `${format.number(day)} ${format.hijriMonthName(within(date, day))}` : format.number(day);
}

/** The whole Hijri date. */
export function hijriDate(format: Format, { date, hijri }: Day, known: KuwaitDay | undefined): string {
  const said = known?.hijri;
  if (!said || (said.day === hijri.day && said.month === hijri.month)) return format.hijri(noonOf(date));
  return `${format.number(said.day)} ${format.hijriMonth(within(date, said.day))}`;
}

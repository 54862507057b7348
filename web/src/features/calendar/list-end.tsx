import { useState } from 'react';
import { useFormat } from '../../lib/format.ts';
import { useText } from '../../lib/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { monthAfter, noonOf } from './calendar-days.ts';
import { strings } from './strings.ts';

/** How many months the list shows after its own. The plan does not end with the month: after the present one it is one more. */
export function useBeyond(date: string, today: string) {
  const [more, setMore] = useState({ date, months: 0 });
  const months = more.date === date ? more.months : 0;
  const beyond = months + (date.startsWith(today.slice(0, 7)) ? 1 : 0);
  return { beyond, goOn: () => setMore({ date, months: months + 1 }) };
}

type Props = { date: string; beyond: number; busy: boolean; onGoOn: () => void };

/** The way on into the next month that the list does not show yet. */
export function ListEnd({ date, beyond, busy, onGoOn }: Props) {
  const { t } = useText();
  const format = useFormat();
  return (
    <Button tone="secondary" busy={busy} onPress={onGoOn} className="mt-6 w-full sm:w-auto">
      {t(strings.goOn, { month: format.monthYear(noonOf(monthAfter(date, beyond + 1))) })}
    </Button>
  );
}

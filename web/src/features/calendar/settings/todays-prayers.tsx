import { useQuery } from '@tanstack/react-query';
import { useMinute } from '../../../lib/clock.ts';
import { useText } from '../../../lib/i18n.ts';
import { dayOf } from '../calendar-days.ts';
import { kuwaitDaysQuery } from '../kuwait-days.ts';
import { PrayerLine } from '../prayer-lines.tsx';
import { strings } from './strings.ts';

/** The times of today, so that whoever changes the rule sees what it is about. */
export function TodaysPrayers() {
  const { t } = useText();
  const today = dayOf(useMinute());
  const { data } = useQuery(kuwaitDaysQuery(today, today));
  return (
    <div className="text-sm text-soft">
      <PrayerLine day={data?.days[0]} always />
      <p>{t(strings.indicative)}</p>
    </div>
  );
}

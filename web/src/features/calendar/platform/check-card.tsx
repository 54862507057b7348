import type { PrayerCheck } from '#shared/calendar/contract.ts';
import { useFormat } from '../../../lib/format.ts';
import { useText } from '../../../lib/i18n.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Card } from '../../../ui/card.tsx';
import { noonOf } from '../calendar-days.ts';
import { strings } from './strings.ts';

/** What the last daily comparison of prayer times found. */
export function CheckCard({ check }: { check: PrayerCheck | undefined }) {
  const { t } = useText();
  const format = useFormat();
  const said = () => {
    if (!check) return t(strings.never);
    const time = format.dateTime(check.at);
    if (check.outcome === 'unreachable') return t(strings.unreachable, { time });
    const { minutes: count = 0, date } = check;
    if (check.outcome === 'compared') return t(strings.compared, { count, time });
    return t(strings.differs, { count, day: date ? format.weekdayDate(noonOf(date)) : '' });
  };
  return (
    <Card className="flex flex-col gap-2">
      <h2 className="text-lg font-semibold">{t(strings.check)}</h2>
      {check?.outcome === 'differs' ? <Banner tone="warn">{said()}</Banner> : <p>{said()}</p>}
    </Card>
  );
}

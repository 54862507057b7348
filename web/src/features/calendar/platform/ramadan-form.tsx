import type { PlatformCalendar } from '#shared/calendar/contract.ts';
import { ramadanSwitches } from '#shared/calendar/ramadan.ts';
import { useExplain } from '../../../lib/explain.ts';
import { useFormat } from '../../../lib/format.ts';
import { useText } from '../../../lib/i18n.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Card } from '../../../ui/card.tsx';
import { Select } from '../../../ui/select.tsx';
import { noonOf } from '../calendar-days.ts';
import { calendarApi } from '../kuwait-days.ts';
import { useGovern } from './queries.ts';
import { strings, switchStrings } from './strings.ts';

export type Props = { platform: PlatformCalendar; mayGovern: boolean };

/** When Ramadan is, and whether its rhythm follows the moon. */
export function RamadanForm({ platform: { version, ramadan, nextRamadan }, mayGovern }: Props) {
  const { t } = useText();
  const format = useFormat();
  const explain = useExplain();
  const change = useGovern(calendarApi.switchRamadan, strings.saved);
  const day = (date: string) => format.weekdayDate(noonOf(date));
  return (
    <Card className="flex flex-col gap-3">
      <h2 className="text-lg font-semibold">{t(strings.ramadan)}</h2>
      {nextRamadan && (
        <p>
          {t(strings.next, { first: day(nextRamadan.first), eid: day(nextRamadan.eid) })}{' '}
          <span className="text-soft">{t(nextRamadan.expected ? strings.expected : strings.announced)}</span>
        </p>
      )}
      {change.error && (
        <Banner tone="danger" live>
          {explain(change.error)}
        </Banner>
      )}
      {mayGovern ? (
        <div className="max-w-xs">
          <Select
            label={t(strings.mode)}
            value={ramadan}
            options={ramadanSwitches.map((key) => ({ key, text: t(switchStrings[key]) }))}
            onChange={(next) => change.mutate({ body: { version, ramadan: next } })}
          />
        </div>
      ) : (
        <p className="font-medium">{t(switchStrings[ramadan])}</p>
      )}
      <p className="text-sm text-soft">{t(strings.ramadanText)}</p>
    </Card>
  );
}

import { useState } from 'react';
import type { CalendarSettings } from '#shared/calendar/contract.ts';
import { governorateNames, governorates } from '#shared/calendar/governorate.ts';
import { prayers } from '#shared/calendar/prayer.ts';
import { useExplain } from '../../../lib/explain.ts';
import { useText } from '../../../lib/i18n.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Select } from '../../../ui/select.tsx';
import { calendarApi } from '../kuwait-days.ts';
import { MinutesTable } from './minutes-table.tsx';
import { ModeField } from './mode-field.tsx';
import { useSave } from './queries.ts';
import { strings } from './strings.ts';
import { TodaysPrayers } from './todays-prayers.tsx';

type Props = { settings: CalendarSettings; mayChange: boolean };

/** The business's rule at prayer time: what happens, where it is, and how many minutes are kept clear. */
export function PolicyForm({ settings: { version, policy: stored }, mayChange }: Props) {
  const { t } = useText();
  const explain = useExplain();
  const [policy, setPolicy] = useState(stored);
  const save = useSave(calendarApi.changePolicy);
  // Nobody sees the minutes when nothing is kept clear: what was half typed there is not kept.
  const wanted = policy.mode === 'off' ? { ...policy, around: stored.around } : policy;
  const sound = prayers.every((prayer) => {
    const { before, after } = wanted.around[prayer];
    return [before, after].every((minutes) => Number.isInteger(minutes) && minutes >= 0 && minutes <= 180);
  });
  return (
    <Card className="flex flex-col gap-5">
      <h2 className="text-lg font-semibold">{t(strings.prayers)}</h2>
      <TodaysPrayers />
      <ModeField value={policy.mode} disabled={!mayChange} onChange={(mode) => setPolicy({ ...policy, mode })} />
      {policy.mode !== 'off' && (
        <MinutesTable
          around={policy.around}
          disabled={!mayChange}
          onChange={(around) => setPolicy({ ...policy, around })}
        />
      )}
      {mayChange && (
        <>
          <div className="max-w-xs">
            <Select
              label={t(strings.governorate)}
              value={policy.governorate}
              options={governorateNames.map((key) => ({ key, text: t(governorates[key].names) }))}
              onChange={(governorate) => setPolicy({ ...policy, governorate })}
            />
          </div>
          {save.error && (
            <Banner tone="danger" live>
              {explain(save.error)}
            </Banner>
          )}
          <div>
            <Button busy={save.isPending} onPress={() => sound && save.mutate({ body: { version, policy: wanted } })}>
              {t(strings.save)}
            </Button>
          </div>
        </>
      )}
    </Card>
  );
}

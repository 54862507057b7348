import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CalendarSettings } from '#shared/calendar/contract.ts';
import { useExplain } from '../../../lib/explain.ts';
import { useFormat } from '../../../lib/format.ts';
import { useText } from '../../../lib/i18n.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { calendarApi } from '../kuwait-days.ts';
import { upcomingQuery, useSave } from './queries.ts';
import { SlotList } from './slot-list.tsx';
import { strings } from './strings.ts';

type Props = { settings: CalendarSettings; mayChange: boolean };

/** The weekly slots, those of Ramadan, and the free ones that come of them. */
export function SlotsForm({ settings: { version, slots: stored }, mayChange }: Props) {
  const { t } = useText();
  const explain = useExplain();
  const [slots, setSlots] = useState(stored);
  const save = useSave(calendarApi.changeSlots);
  return (
    <Card className="flex flex-col gap-5">
      <div>
        <h2 className="text-lg font-semibold">{t(strings.slots)}</h2>
        <p className="text-sm text-soft">{t(strings.slotsText)}</p>
      </div>
      <SlotList
        title={t(strings.usual)}
        slots={slots.usual}
        mayChange={mayChange}
        onChange={(usual) => setSlots({ ...slots, usual })}
      />
      <SlotList
        title={t(strings.ramadan)}
        slots={slots.ramadan}
        mayChange={mayChange}
        onChange={(ramadan) => setSlots({ ...slots, ramadan })}
      />
      {save.error && (
        <Banner tone="danger" live>
          {explain(save.error)}
        </Banner>
      )}
      {mayChange && (
        <div>
          <Button busy={save.isPending} onPress={() => save.mutate({ body: { version, slots } })}>
            {t(strings.save)}
          </Button>
        </div>
      )}
      <Upcoming />
    </Card>
  );
}

function Upcoming() {
  const { t } = useText();
  const format = useFormat();
  const { data } = useQuery(upcomingQuery);
  if (!data || data.slots.length === 0) return null;
  return (
    <div>
      <h3 className="mb-1 font-medium">{t(strings.upcoming)}</h3>
      <ul className="text-sm text-soft">
        {data.slots.map(({ publishAt }) => (
          <li key={publishAt}>{format.dateTime(publishAt)}</li>
        ))}
      </ul>
    </div>
  );
}

import { useState } from 'react';
import { ApiProblem } from '../../../lib/api-problem.ts';
import { useExplain } from '../../../lib/explain.ts';
import { useText } from '../../../lib/i18n.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { TextArea } from '../../../ui/text-area.tsx';
import { calendarApi } from '../kuwait-days.ts';
import { useGovern } from './queries.ts';
import type { Props } from './ramadan-form.tsx';
import { faultStrings, strings } from './strings.ts';

/** The Ministry's table as it is pasted; every line that is wrong is named. */
export function MinutesForm({ platform: { ministry }, mayGovern }: Props) {
  const { t } = useText();
  const explain = useExplain();
  const [table, setTable] = useState('');
  const take = useGovern(calendarApi.importMinutes, strings.imported);
  return (
    <Card className="flex flex-col gap-3">
      <h2 className="text-lg font-semibold">{t(strings.minutes)}</h2>
      <p className="text-sm text-soft">{t(strings.minutesText)}</p>
      <ul className="text-sm">
        {ministry.map(({ year, days }) => (
          <li key={year}>{t(strings.yearDays, { year: String(year), count: days })}</li>
        ))}
      </ul>
      {take.error && (
        <Banner tone="danger" live title={explain(take.error)}>
          <Faults error={take.error} />
        </Banner>
      )}
      {mayGovern && (
        <>
          <TextArea
            label={t(strings.table)}
            value={table}
            onChange={setTable}
            placeholder="date,fajr,sunrise,dhuhr,asr,maghrib,isha"
          />
          <div>
            <Button
              busy={take.isPending}
              isDisabled={table.trim() === ''}
              onPress={() => take.mutate({ body: { table } })}
            >
              {t(strings.import)}
            </Button>
          </div>
        </>
      )}
    </Card>
  );
}

function Faults({ error }: { error: unknown }) {
  const { t } = useText();
  if (!(error instanceof ApiProblem)) return null;
  return (
    <ul className="text-sm">
      {error.details.map(({ path, issue }) => {
        const line = /^body\.table\.(\d+)/.exec(path)?.[1];
        const fault = faultStrings[issue];
        return line && fault ? <li key={path + issue}>{t(strings.line, { line, fault: t(fault) })}</li> : null;
      })}
    </ul>
  );
}

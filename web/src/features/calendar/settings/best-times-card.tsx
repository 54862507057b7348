import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { bestHours } from '#shared/calendar/best-times.ts';
import type { BestTimesView } from '#shared/calendar/contract.ts';
import { useFormat } from '../../../lib/format.ts';
import { useText } from '../../../lib/i18n.ts';
import { Card } from '../../../ui/card.tsx';
import { Select } from '../../../ui/select.tsx';
import { bestTimesQuery } from './queries.ts';
import { strings } from './strings.ts';
import { atHour, noonOn, weekdays } from './weekdays.ts';

const BLOCK = 3;
const blocks = Array.from({ length: 24 / BLOCK }, (_, block) => block * BLOCK);
/** From weak to strong; the words of each square are for readers. */
const looks = ['bg-brand/5', 'bg-brand/20', 'bg-brand/40', 'bg-brand/65', 'bg-brand'];
const lookOf = (heat: number): string => looks[Math.min(Math.floor(heat / 20), looks.length - 1)] ?? '';
const MOST = 3;

/** The hours at which a business's posts do best, as a map of the week; Ramadan is another week. */
export function BestTimesCard() {
  const { t } = useText();
  const { data } = useQuery(bestTimesQuery);
  const [season, setSeason] = useState<'usual' | 'ramadan'>('usual');
  if (!data) return null;
  return (
    <Card className="flex flex-col gap-4">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <h2 className="text-lg font-semibold">{t(strings.best)}</h2>
        <Select
          label={t(strings.season)}
          hideLabel
          value={season}
          options={[
            { key: 'usual', text: t(strings.usual) },
            { key: 'ramadan', text: t(strings.ramadan) },
          ]}
          onChange={setSeason}
        />
      </div>
      <HeatMap best={data[season]} />
    </Card>
  );
}

function HeatMap({ best: { heat, posts, basis, enough } }: { best: BestTimesView['usual'] }) {
  const { t } = useText();
  const format = useFormat();
  const top = bestHours(heat, MOST).map(
    ({ weekday, hour }) => `${format.weekday(noonOn(weekday))} ${format.time(atHour(weekday, hour))}`,
  );
  const strongest = (weekday: number, block: number) => Math.max(...(heat[weekday] ?? []).slice(block, block + BLOCK));
  return (
    <>
      <p>{t(strings.bestHours, { hours: format.list(top) })}</p>
      <table className="w-full table-fixed border-separate border-spacing-0.5">
        <caption className="sr-only">{t(strings.best)}</caption>
        <thead>
          <tr>
            <td className="w-14" />
            {blocks.map((block) => (
              <th key={block} scope="col" className="text-start text-[0.7rem] font-normal text-soft">
                {format.number(block)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weekdays.map((weekday) => (
            <tr key={weekday}>
              <th scope="row" className="truncate text-start text-xs font-normal text-soft">
                {format.weekday(noonOn(weekday))}
              </th>
              {blocks.map((block) => (
                <td key={block} className={`h-7 rounded-sm ${lookOf(strongest(weekday, block))}`}>
                  <span className="sr-only">{format.number(strongest(weekday, block))}</span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="text-sm text-soft">
        {basis === 'own' ? t(strings.ownBasis, { count: posts }) : t(strings.priorBasis, { posts, enough })}
      </p>
    </>
  );
}

import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { AnnouncedMonth } from '#shared/calendar/moon.ts';
import { plainDigits } from '#shared/contract/text.ts';
import { useExplain } from '../../../lib/explain.ts';
import { useText } from '../../../lib/i18n.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Select } from '../../../ui/select.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { calendarApi } from '../kuwait-days.ts';
import { hijriMonthNames } from './hijri-months.ts';
import { useGovern } from './queries.ts';
import type { Props } from './ramadan-form.tsx';
import { strings } from './strings.ts';

const begins = { earlier: -1, asCalculated: 0, later: 1 } as const;
type Begins = keyof typeof begins;
const beginsOf = ({ laterBy }: AnnouncedMonth): Begins =>
  laterBy === 0 ? 'asCalculated' : laterBy < 0 ? 'earlier' : 'later';

/** Says when a Hijri month begins, and takes it back. */
export function MoonForm({ platform: { version, announced, nextRamadan }, mayGovern }: Props) {
  const { t } = useText();
  const explain = useExplain();
  const [year, setYear] = useState(String(nextRamadan?.year ?? ''));
  const [month, setMonth] = useState('9');
  const [beginning, setBeginning] = useState<Begins>('asCalculated');
  const store = useGovern(calendarApi.announceMonth, strings.saved);
  const named = (one: AnnouncedMonth) => `${t(hijriMonthNames[one.month - 1] ?? strings.month)} ${one.year}`;
  const say = (one: { year: number; month: number; laterBy: AnnouncedMonth['laterBy'] | null }) =>
    store.mutate({ body: { version, ...one } });
  const readable = /^\d{4}$/.test(year);
  return (
    <Card className="flex flex-col gap-3">
      <h2 className="text-lg font-semibold">{t(strings.announce)}</h2>
      <p className="text-sm text-soft">{t(strings.announceText)}</p>
      <ul className="flex flex-col gap-1">
        {announced.map((one) => (
          <li key={named(one)} className="flex items-center justify-between rounded-xl border border-line ps-3">
            <span>{t(strings.said, { month: named(one), begins: t(strings[beginsOf(one)]) })}</span>
            {mayGovern && (
              <IconButton
                label={t(strings.takeBack, { month: named(one) })}
                onPress={() => say({ year: one.year, month: one.month, laterBy: null })}
              >
                <Trash2 aria-hidden="true" className="size-4" />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      {store.error && (
        <Banner tone="danger" live>
          {explain(store.error)}
        </Banner>
      )}
      {mayGovern && (
        <>
          <div className="grid gap-3 sm:grid-cols-3">
            <TextField
              label={t(strings.year)}
              latin
              inputMode="numeric"
              value={year}
              onChange={(typed) => setYear(plainDigits(typed))}
            />
            <Select
              label={t(strings.month)}
              value={month}
              options={hijriMonthNames.map((name, index) => ({ key: String(index + 1), text: t(name) }))}
              onChange={setMonth}
            />
            <Select
              label={t(strings.begins)}
              value={beginning}
              options={(Object.keys(begins) as Begins[]).map((key) => ({ key, text: t(strings[key]) }))}
              onChange={setBeginning}
            />
          </div>
          <div>
            <Button
              busy={store.isPending}
              isDisabled={!readable}
              onPress={() => say({ year: Number(year), month: Number(month), laterBy: begins[beginning] })}
            >
              {t(strings.store)}
            </Button>
          </div>
        </>
      )}
    </Card>
  );
}

import { FRIDAY, weekdayOf } from '#shared/calendar/civil-day.ts';
import type { KuwaitDay } from '#shared/calendar/contract.ts';
import { type DayTime, dayTimes, prayerNames } from '#shared/calendar/prayer.ts';
import { fromWallTime } from '#shared/calendar/wall-time.ts';
import { useFormat } from '../../lib/format.ts';
import { useText } from '../../lib/i18n.ts';
import { type DayPart, partOf } from './day-parts.ts';
import { layerStrings } from './layer-strings.ts';
import { useLayers } from './layers.ts';

const five = dayTimes.filter((name) => name !== 'sunrise');

type Props = { day: KuwaitDay | undefined };

/** The prayers of a part of the day, one below the other: where they lie among the posts. */
export function PrayerLines({ day, part }: Props & { part: DayPart }) {
  const said = useSaid();
  const { shows } = useLayers();
  if (!day || !shows('prayers')) return null;
  return (
    <ul className="mb-1 flex flex-col gap-0.5">
      {five
        .filter((name) => partOf(day.prayers[name]) === part)
        .map((name) => (
          <li
            key={name}
            className="flex justify-between gap-1 rounded-md border-s-2 border-brand bg-brand-wash px-1.5 py-0.5 text-xs text-brand"
          >
            {said(day, name).map((word) => (
              <span key={word}>{word}</span>
            ))}
          </li>
        ))}
    </ul>
  );
}

/** The prayers of a day in one line, for lists. `always`: also where their layer is hidden. */
export function PrayerLine({ day, always = false }: Props & { always?: boolean }) {
  const { t } = useText();
  const said = useSaid();
  const { shows } = useLayers();
  if (!day || !(always || shows('prayers'))) return null;
  return (
    <ul aria-label={t(layerStrings.prayers)} className="flex flex-wrap gap-x-3 text-xs text-soft">
      {five.map((name) => (
        <li key={name}>{said(day, name).join(' ')}</li>
      ))}
    </ul>
  );
}

/** Name and time of a prayer; the noon of Friday is Jumu'ah. */
function useSaid() {
  const { t } = useText();
  const format = useFormat();
  return ({ date, prayers }: KuwaitDay, name: DayTime): [string, string] => [
    t(prayerNames[name === 'dhuhr' && weekdayOf(date) === FRIDAY ? 'jumuah' : name]),
    format.time(fromWallTime(`${date}T${prayers[name]}`)),
  ];
}

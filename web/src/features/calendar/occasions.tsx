import type { KuwaitDay } from '#shared/calendar/contract.ts';
import { ruleOf } from '#shared/calendar/occasion.ts';
import { useFormat } from '../../lib/format.ts';
import { useText } from '../../lib/i18n.ts';
import { noonOf } from './calendar-days.ts';
import { layerStrings } from './layer-strings.ts';
import { useLayers } from './layers.ts';

/** What Kuwait keeps on a day: holidays stand out. What depends on the moon says that it is only expected. */
export function Occasions({ day }: { day: KuwaitDay | undefined }) {
  const { t } = useText();
  const format = useFormat();
  const { shows } = useLayers();
  if (!day || day.occasions.length === 0 || !shows('occasions')) return null;
  return (
    <ul className="mb-1 flex min-w-0 flex-wrap gap-1">
      {day.occasions.map(({ name, kind, expected, observed }) => (
        <li
          key={name}
          className={`min-w-0 max-w-full rounded-md px-1.5 py-0.5 text-xs ${kind === 'holiday' ? 'bg-sand/30 font-medium text-ink' : 'bg-brand-wash text-brand'}`}
        >
          {t(ruleOf(name).names)}
          {expected && <span className="font-normal"> {t(layerStrings.expected)}</span>}
          {observed && (
            <span className="font-normal">
              {' '}
              {t(layerStrings.observed, { day: format.weekdayDate(noonOf(observed)) })}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

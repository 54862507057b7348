import { useQuery } from '@tanstack/react-query';
import { Meter } from 'react-aria-components/Meter';
import { useText } from '../../lib/i18n.ts';
import { sizeWords } from './bytes.ts';
import { libraryStrings as strings } from './library-strings.ts';
import { summaryQuery } from './queries.ts';

/** How much of its storage the business uses. */
export function StorageMeter() {
  const { t, language } = useText();
  const { data } = useQuery(summaryQuery);
  if (!data) return null;
  const label = t(strings.meter, {
    used: sizeWords(language, data.stored),
    quota: sizeWords(language, data.quota),
  });
  const share = Math.min(100, (data.stored / data.quota) * 100);
  return (
    <Meter value={share} aria-label={label} className="flex w-full flex-col gap-1 text-sm text-soft sm:w-56">
      <span>{label}</span>
      <span className="block h-1.5 overflow-hidden rounded-full bg-line">
        <span className={`block h-full ${share > 90 ? 'bg-danger' : 'bg-brand'}`} style={{ width: `${share}%` }} />
      </span>
    </Meter>
  );
}

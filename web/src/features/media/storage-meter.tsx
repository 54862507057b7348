import { useQuery } from '@tanstack/react-query';
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
    // biome-ignore lint/a11y/useSemanticElements: the browser's own meter cannot be coloured alike everywhere
    <div
      role="meter"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(share)}
      aria-label={label}
      className="flex w-full flex-col gap-1 text-sm text-soft sm:w-56"
    >
      <span>{label}</span>
      <span className="block h-1.5 overflow-hidden rounded-full bg-line">
        <span className={`block h-full ${share > 90 ? 'bg-danger' : 'bg-brand'}`} style={{ width: `${share}%` }} />
      </span>
    </div>
  );
}

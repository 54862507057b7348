import { CircleAlert } from 'lucide-react';
import { networkOf } from '#shared/platforms/platform.ts';
import { useText } from '../../../lib/i18n.ts';
import { PlatformIcon } from '../../../ui/platform-icon.tsx';
import type { Limit } from './limits.ts';
import { limitStrings, overStrings } from './strings.ts';

/** What is left of each limit of a text; nothing when no limit is known. */
export function Counters({ label, limits }: { label: string; limits: readonly Limit[] }) {
  if (limits.length === 0) return null;
  const several = limits.some(({ platform }) => platform !== limits[0]?.platform);
  return (
    <ul aria-label={label} className="mt-2 flex flex-wrap gap-x-5 gap-y-1 text-sm">
      {limits.map((limit) => (
        <Counter key={`${limit.platform}/${limit.measure}`} limit={limit} named={several} />
      ))}
    </ul>
  );
}

const NEARLY = 0.1;

/** `named`: beside those of another network. */
function Counter({ limit: { platform, measure, left, max }, named }: { limit: Limit; named: boolean }) {
  const { t } = useText();
  const over = left < 0;
  const tone = over ? 'font-semibold text-danger' : left / max < NEARLY ? 'font-medium text-warn' : 'text-soft';
  return (
    <li className={`inline-flex items-center gap-1 tabular-nums ${tone}`}>
      {named && (
        <>
          <PlatformIcon platform={platform} className="size-4 shrink-0" />
          <span className="sr-only">{t(networkOf(platform).names)}</span>
        </>
      )}
      {over && <CircleAlert aria-hidden="true" className="size-4" />}
      {over ? t(overStrings[measure], { over: -left, max }) : t(limitStrings[measure], { left, max })}
    </li>
  );
}

import { prayerNames } from '#shared/calendar/prayer.ts';
import type { Shifted } from '#shared/posts/contract.ts';
import { useText } from '../../lib/i18n.ts';
import { noteStrings } from './note-strings.ts';

/** By how much a prayer moved a post, and which; `waited`: it was held at its minute. */
export function ShiftedNote({ shifted, waited = false }: { shifted: Shifted | undefined; waited?: boolean }) {
  const { t } = useText();
  if (!shifted) return null;
  const { prayer, minutes } = shifted;
  return (
    <p className="text-sm font-medium text-brand">
      {t(waited ? noteStrings.waited : noteStrings.shifted, {
        count: Math.abs(minutes),
        prayer: t(prayerNames[prayer]),
      })}
    </p>
  );
}

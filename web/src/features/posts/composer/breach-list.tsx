import { CircleAlert } from 'lucide-react';
import { optionLabel } from '#shared/platforms/composing.ts';
import { useFormat } from '../../../lib/format.ts';
import { useText } from '../../../lib/i18n.ts';
import type { AccountBreach } from './limits.ts';
import { breachStrings, strings } from './strings.ts';

/** Rules of a shape: their figures are widths to a height. */
const shapes: readonly string[] = ['image_too_wide', 'image_too_tall'];

/** What the chosen accounts would refuse, each with the accounts it concerns. Said when it appears. */
export function BreachList({ breaches }: { breaches: readonly AccountBreach[] }) {
  const { t } = useText();
  const format = useFormat();
  return (
    <ul aria-live="polite" className="flex flex-col gap-1 text-sm font-medium text-danger empty:hidden">
      {breaches.map(({ rule, platform, mediaId, option, limit = 0, actual = 0, usernames }) => {
        const figure = shapes.includes(rule) ? format.ratio : format.number;
        const problem = t(breachStrings[rule], {
          limit: figure(limit),
          actual: figure(actual),
          option: option ? t(optionLabel(platform, option)) : '',
        });
        // Nobody before an account is chosen.
        const names = usernames.filter((username) => username !== '').map((username) => `@${username}`);
        return (
          <li key={`${platform}/${rule}/${mediaId}/${option}/${usernames.join()}`} className="flex gap-2">
            <CircleAlert aria-hidden="true" className="mt-1 size-4 shrink-0" />
            <span>
              {names.length > 0 ? t(strings.forAccounts, { accounts: format.list(names), problem }) : problem}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

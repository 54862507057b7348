import { CircleAlert } from 'lucide-react';
import { useText } from '../../../lib/i18n.ts';
import type { AccountBreach } from './limits.ts';
import { breachStrings, strings } from './strings.ts';

/** Nothing before an account is chosen. */
const named = (usernames: readonly string[]): string =>
  usernames
    .filter((username) => username !== '')
    .map((username) => `@${username}`)
    .join(' ');

/** What the chosen accounts would refuse, each with the accounts it concerns. Said when it appears. */
export function BreachList({ breaches }: { breaches: readonly AccountBreach[] }) {
  const { t } = useText();
  return (
    <ul aria-live="polite" className="flex flex-col gap-1 text-sm font-medium text-danger empty:hidden">
      {breaches.map(({ rule, platform, mediaId, limit = 0, actual = 0, usernames }) => (
        <li key={`${platform}/${rule}/${mediaId}`} className="flex gap-2">
          <CircleAlert aria-hidden="true" className="mt-1 size-4 shrink-0" />
          <span>
            {named(usernames)
              ? t(strings.forAccounts, {
                  accounts: named(usernames),
                  problem: t(breachStrings[rule], { limit, actual }),
                })
              : t(breachStrings[rule], { limit, actual })}
          </span>
        </li>
      ))}
    </ul>
  );
}

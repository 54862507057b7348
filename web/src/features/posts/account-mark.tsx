import { useQuery } from '@tanstack/react-query';
import { Unplug } from 'lucide-react';
import type { PostSummary } from '#shared/posts/contract.ts';
import type { PostState } from '#shared/publishing/states.ts';
import { isBlocking, type Obstacle, obstacleAt } from '#shared/social/usability.ts';
import { useMinute } from '../../lib/clock.ts';
import { useText } from '../../lib/i18n.ts';
import { accountsQuery } from '../social/queries.ts';
import { obstacleStrings } from './strings.ts';

/** Where something is still meant for an account. */
const toCome: ReadonlySet<PostState> = new Set(['scheduled', 'publishing', 'paused']);

type Known = Pick<PostSummary, 'state' | 'schedule' | 'accountIds'>;

/** What stands in the way of a post that a list shows, once the accounts are known. */
function useObstacle({ state, schedule, accountIds }: Known): Obstacle | undefined {
  const { data: accounts = [] } = useQuery(accountsQuery);
  const minute = useMinute();
  if (!toCome.has(state)) return undefined;
  const at = Math.max(schedule?.publishAt ?? 0, minute);
  return accounts
    .filter(({ accountId }) => accountIds.includes(accountId))
    .map((account) => obstacleAt(account, at))
    .find((obstacle) => obstacle !== undefined);
}

/** That a post will not go out on one of its accounts, in a few words beside its state. */
export function AccountMark({ post }: { post: Known }) {
  const { t } = useText();
  const obstacle = useObstacle(post);
  if (!obstacle) return null;
  return (
    <span
      className={`flex min-w-0 max-w-full items-center gap-1 text-xs font-medium ${isBlocking(obstacle) ? 'text-danger' : 'text-warn'}`}
    >
      <Unplug aria-hidden="true" className="size-3.5 shrink-0" />
      <span className="min-w-0 truncate">{t(obstacleStrings[obstacle])}</span>
    </span>
  );
}

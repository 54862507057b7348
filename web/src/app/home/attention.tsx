import { useQueries, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { TriangleAlert } from 'lucide-react';
import type { SocialAccount } from '#shared/social/contract.ts';
import { accountPostsQuery, accountsQuery } from '../../features/social/queries.ts';
import { useText } from '../../lib/i18n.ts';
import { buttonClasses } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { PostRows } from './post-rows.tsx';
import { troubledPostsQuery } from './queries.ts';
import { accountStrings, strings } from './strings.ts';

/** Accounts and posts that wait for somebody. Nothing is shown when nothing waits. */
export function Attention() {
  const { t } = useText();
  const posts = useQuery(troubledPostsQuery).data ?? [];
  const broken = useBrokenAccounts();
  if (broken.length === 0 && posts.length === 0) return null;
  return (
    <Card className="border-s-4 border-s-warn">
      <h2 className="flex items-center gap-2 text-lg font-semibold">
        <TriangleAlert aria-hidden="true" className="size-5 shrink-0 text-warn" />
        {t(strings.attention)}
      </h2>
      {broken.map(({ account, sentence, waiting }) => (
        <div key={account.accountId} className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-2">
          <p className="min-w-0 flex-1 basis-60">
            {t(sentence, { name: `@${account.username}` })} {waiting > 0 && t(strings.waiting, { count: waiting })}
          </p>
          <Link to="/connections" className={buttonClasses('secondary', true)}>
            {t(strings.toConnections)}
          </Link>
        </div>
      ))}
      {posts.length > 0 && <PostRows posts={posts} />}
    </Card>
  );
}

type Broken = {
  account: SocialAccount;
  sentence: (typeof accountStrings)[keyof typeof accountStrings];
  waiting: number;
};

/** Who disconnected an account on purpose is reminded of it only while posts wait for it. */
function useBrokenAccounts(): Broken[] {
  const accounts = useQuery(accountsQuery).data ?? [];
  const broken = accounts.filter(({ health }) => health !== 'healthy');
  const counts = useQueries({ queries: broken.map(({ accountId }) => accountPostsQuery(accountId)) });
  return broken.flatMap((account, index) => {
    const { planned = 0, stopped = 0, failed = 0 } = counts[index]?.data ?? {};
    // What is planned on an account that will stop later is not waiting for it yet.
    const waiting = account.obstacle ? planned + stopped + failed : 0;
    if (account.health === 'healthy' || (account.health === 'disconnected' && waiting === 0)) return [];
    return [{ account, sentence: accountStrings[account.health], waiting }];
  });
}

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { TriangleAlert } from 'lucide-react';
import { accountsQuery } from '../../features/social/queries.ts';
import { useText } from '../../lib/i18n.ts';
import { buttonClasses } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { PostRows } from './post-rows.tsx';
import { troubledPostsQuery } from './queries.ts';
import { strings } from './strings.ts';

/** Accounts and posts that wait for somebody. Nothing is shown when nothing waits. */
export function Attention() {
  const { t } = useText();
  const accounts = useQuery(accountsQuery).data ?? [];
  const posts = useQuery(troubledPostsQuery).data ?? [];
  const broken = accounts.filter(({ health }) => health === 'needs_reconnect' || health === 'expiring');
  if (broken.length === 0 && posts.length === 0) return null;
  return (
    <Card className="border-s-4 border-s-warn">
      <h2 className="flex items-center gap-2 text-lg font-semibold">
        <TriangleAlert aria-hidden="true" className="size-5 shrink-0 text-warn" />
        {t(strings.attention)}
      </h2>
      {broken.map((account) => (
        <div key={account.accountId} className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-2">
          <p className="min-w-0 flex-1 basis-60">{t(strings.reconnect, { name: `@${account.username}` })}</p>
          <Link to="/connections" className={buttonClasses('secondary', true)}>
            {t(strings.toConnections)}
          </Link>
        </div>
      ))}
      {posts.length > 0 && <PostRows posts={posts} />}
    </Card>
  );
}

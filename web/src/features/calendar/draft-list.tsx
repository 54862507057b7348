import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { SquarePen } from 'lucide-react';
import { useMinute } from '../../lib/clock.ts';
import { useFormat } from '../../lib/format.ts';
import { useText } from '../../lib/i18n.ts';
import { Button, buttonClasses } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { LoadingRegion, Skeleton } from '../../ui/skeleton.tsx';
import { PostRow } from './post-row.tsx';
import { draftsQuery } from './queries.ts';
import { strings } from './strings.ts';

/** All drafts, last changed first: they have no time yet, so no period limits them. */
export function DraftList({ mayWrite }: { mayWrite: boolean }) {
  const { t } = useText();
  const format = useFormat();
  const minute = useMinute();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(draftsQuery);
  if (!data && error) return <ErrorState error={error} onRetry={refetch} />;
  if (!data)
    return (
      <LoadingRegion className="flex flex-col gap-2">
        <Skeleton className="h-22 rounded-card" />
        <Skeleton className="h-22 rounded-card" />
      </LoadingRegion>
    );
  const drafts = data.pages.flatMap(({ items }) => items);
  const compose = mayWrite && (
    <Link to="/compose" className={buttonClasses()}>
      {t(strings.newPost)}
    </Link>
  );
  if (drafts.length === 0)
    return <EmptyState icon={<SquarePen className="size-7" />} title={t(strings.noDrafts)} action={compose} />;
  return (
    <>
      <ul className="flex flex-col gap-2">
        {drafts.map((post) => (
          <PostRow
            key={post.postId}
            post={post}
            when={t(strings.changed, { time: format.relative(post.updatedAt, minute) })}
            mayWrite={mayWrite}
            onMove={() => undefined}
          />
        ))}
      </ul>
      {hasNextPage && (
        <Button tone="secondary" busy={isFetchingNextPage} onPress={() => fetchNextPage()} className="mt-4">
          {t(strings.showMore)}
        </Button>
      )}
    </>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { ArrowRight } from 'lucide-react';
import { useText } from '../../lib/i18n.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { LoadingRegion, Skeleton } from '../../ui/skeleton.tsx';
import { PostDetail } from './detail/post-detail.tsx';
import { strings } from './detail/strings.ts';
import { postQuery } from './queries.ts';
import { StateBadge } from './state-badge.tsx';

/** `/posts/{postId}`: one post, how it is doing on each account, and what can be done. */
export function PostPage() {
  const { t } = useText();
  const { postId } = useParams({ from: '/inside/business/posts/$postId' });
  const { data: post, error, refetch, isFetching } = useQuery(postQuery(postId));
  return (
    <>
      <title>{t(strings.title)}</title>
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <Link to="/calendar" className="inline-flex min-h-11 items-center gap-1 text-brand">
          <ArrowRight aria-hidden="true" className="size-5 ltr:-scale-x-100" />
          {t(strings.toCalendar)}
        </Link>
        <h1 className="text-2xl font-bold">{t(strings.title)}</h1>
        {post && <StateBadge post={post} />}
      </div>
      {post ? (
        <PostDetail key={post.postId} post={post} />
      ) : error ? (
        <ErrorState error={error} onRetry={refetch} busy={isFetching} />
      ) : (
        <LoadingRegion className="grid grid-cols-[minmax(0,1fr)] gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
          <Skeleton className="h-96 rounded-card" />
          <Skeleton className="h-96 rounded-card" />
        </LoadingRegion>
      )}
    </>
  );
}

import { useInfiniteQuery } from '@tanstack/react-query';
import type { HistoryEntry, Post } from '#shared/posts/contract.ts';
import { reasonStrings } from '#shared/publishing/reason-strings.ts';
import { useFormat } from '../../../lib/format.ts';
import { useText } from '../../../lib/i18n.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { LoadingRegion, Skeleton } from '../../../ui/skeleton.tsx';
import { historyQuery } from '../queries.ts';
import { targetStateStrings } from '../strings.ts';
import { actionStrings, strings } from './strings.ts';

/** Everything that happened to a post, newest first, in words. */
export function History({ post }: { post: Pick<Post, 'postId' | 'updatedAt' | 'targets'> }) {
  const { t } = useText();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(historyQuery(post));
  if (!data && error) return <ErrorState error={error} onRetry={refetch} />;
  if (!data)
    return (
      <LoadingRegion className="flex flex-col gap-3">
        <Skeleton className="h-6 w-3/4" />
        <Skeleton className="h-6 w-1/2" />
      </LoadingRegion>
    );
  return (
    <>
      <ol className="flex flex-col gap-3">
        {data.pages
          .flatMap(({ items }) => items)
          .map((entry) => (
            <Line key={`${entry.at}/${entry.action}/${entry.targetId}/${entry.state}`} entry={entry} />
          ))}
      </ol>
      {hasNextPage && (
        <Button tone="secondary" small busy={isFetchingNextPage} onPress={() => fetchNextPage()} className="mt-4">
          {t(strings.historyMore)}
        </Button>
      )}
    </>
  );
}

function Line({ entry }: { entry: HistoryEntry }) {
  const { t } = useText();
  const format = useFormat();
  const { at, action, actor, state, reason } = entry;
  const words = actionStrings[action] ?? (state ? targetStateStrings[state] : undefined);
  return (
    <li className="border-s-2 border-line ps-3">
      <p>
        <bdi className="font-medium">{actor ?? t(strings.system)}</bdi> {words && t(words)}
      </p>
      {reason && <p className="text-sm text-soft">{t(reasonStrings[reason])}</p>}
      <p className="text-sm text-soft">
        <time dateTime={format.iso(at)}>{format.dateTime(at)}</time>
      </p>
    </li>
  );
}

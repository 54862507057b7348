import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Post } from '#shared/posts/contract.ts';
import { reasonIn } from '#shared/publishing/reason-strings.ts';
import { useFormat } from '../../../lib/format.ts';
import { useText } from '../../../lib/i18n.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { LoadingRegion, Skeleton } from '../../../ui/skeleton.tsx';
import { historyQuery } from '../queries.ts';
import { targetStateStrings } from '../strings.ts';
import { type FoldedEntry, foldHistory, once } from './fold-history.ts';
import { actionStrings, strings as historyStrings } from './history-strings.ts';
import { strings } from './strings.ts';

/** Fewer lines than this, and older ones are asked for: what was folded may leave little to see. */
const ENOUGH = 20;

/** Everything that happened to a post, newest first, in words; what was tried again and again is told once. */
export function History({ post }: { post: Pick<Post, 'postId' | 'updatedAt' | 'targets'> }) {
  const { t } = useText();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(historyQuery(post));
  const [every, setEvery] = useState(false);
  const entries = data?.pages.flatMap(({ items }) => items) ?? [];
  const folded = foldHistory(entries);
  const short = hasNextPage && !isFetchingNextPage && !error && folded.length < ENOUGH;
  useEffect(() => {
    if (short) void fetchNextPage();
  }, [short, fetchNextPage]);
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
        {(every ? entries.map(once) : folded).map((line) => (
          <Line key={keyOf(line)} line={line} targets={post.targets} />
        ))}
      </ol>
      {folded.length < entries.length && (
        <Button tone="quiet" small onPress={() => setEvery(!every)} className="mt-3">
          {every ? t(historyStrings.short) : t(historyStrings.every, { count: entries.length })}
        </Button>
      )}
      {hasNextPage && (
        <Button tone="secondary" small busy={isFetchingNextPage} onPress={() => fetchNextPage()} className="mt-4">
          {t(strings.historyMore)}
        </Button>
      )}
    </>
  );
}

const keyOf = ({ entry }: FoldedEntry): string =>
  `${entry.at}/${entry.action}/${entry.targetId}/${entry.state}/${entry.reason}`;

type LineProps = { line: FoldedEntry; targets: Post['targets'] };

function Line({ line: { entry, times, since }, targets }: LineProps) {
  const { t, language } = useText();
  const format = useFormat();
  const { at, action, actor, state, reason } = entry;
  const [first, ...others] = targets;
  const alone = others.every(({ platform }) => platform === first?.platform) ? first : undefined;
  const { platform } = targets.find(({ targetId }) => targetId === entry.targetId) ?? alone ?? {};
  const began = format.date(since) === format.date(at) ? format.time(since) : format.dateTime(since);
  const what = t(actionStrings[action] ?? (state ? targetStateStrings[state] : historyStrings.other));
  return (
    <li className="border-s-2 border-line ps-3">
      <p className="font-medium">{actor ? t(historyStrings.by, { what, actor }) : what}</p>
      {reason && <p className="text-sm text-soft">{reasonIn(language, reason, platform)}</p>}
      <p className="text-sm text-soft">
        <time dateTime={format.iso(at)}>{format.dateTime(at)}</time>
        {times > 1 && <> · {t(historyStrings.repeated, { count: times, time: began })}</>}
      </p>
    </li>
  );
}

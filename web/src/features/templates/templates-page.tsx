import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { Box } from 'lucide-react';
import { templates } from '#shared/templates/contract.ts';
import { apiOf } from '../../lib/api.ts';
import { defineStrings, useText } from '../../lib/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Page } from '../../ui/page.tsx';
import { LoadingRows } from '../../ui/skeleton.tsx';

export const strings = defineStrings({
  title: { ar: 'القوالب', en: 'Templates' },
  empty: { ar: 'لا شيء هنا بعد', en: 'There is nothing here yet' },
  more: { ar: 'عرض المزيد', en: 'Show more' },
});

const api = apiOf(templates);
const allQuery = infiniteQueryOptions({
  queryKey: ['templates', 'list'],
  queryFn: ({ pageParam }) => api.list({ query: pageParam ? { cursor: pageParam } : {} }),
  initialPageParam: '',
  getNextPageParam: (page) => page.cursor,
});

/** What the business has, newest first. */
export function TemplatesPage() {
  const { t } = useText();
  return (
    <Page title={t(strings.title)}>
      <Rows />
    </Page>
  );
}

function Rows() {
  const { t } = useText();
  const all = useInfiniteQuery(allQuery);
  const shown = all.data?.pages.flatMap(({ items }) => items) ?? [];
  if (all.isPending) return <LoadingRows />;
  if (all.isError && shown.length === 0)
    return <ErrorState error={all.error} onRetry={() => void all.refetch()} busy={all.isFetching} />;
  if (shown.length === 0) return <EmptyState icon={<Box className="size-7" />} title={t(strings.empty)} />;
  return (
    <>
      <ul className="divide-y divide-line rounded-card border border-line bg-surface shadow-card">
        {shown.map(({ templateId, name }) => (
          <li key={templateId} className="p-4">
            <bdi>{name}</bdi>
          </li>
        ))}
      </ul>
      {all.hasNextPage && (
        <Button tone="secondary" busy={all.isFetchingNextPage} onPress={() => void all.fetchNextPage()}>
          {t(strings.more)}
        </Button>
      )}
    </>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CalendarClock } from 'lucide-react';
import { useMinute } from '../../lib/clock.ts';
import { useFormat } from '../../lib/format.ts';
import { useText } from '../../lib/i18n.ts';
import { useMay, useMe } from '../../lib/me.ts';
import { buttonClasses } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Page } from '../../ui/page.tsx';
import { LoadingRegion, Skeleton } from '../../ui/skeleton.tsx';
import { Attention } from './attention.tsx';
import { FirstSteps } from './first-steps.tsx';
import { PostRows } from './post-rows.tsx';
import { nextPostsQuery } from './queries.ts';
import { strings } from './strings.ts';
import { useProgress } from './use-progress.ts';

/** The morning look: what waits for me, what is left to set up, what goes out next. */
export function HomePage() {
  const { t } = useText();
  const format = useFormat();
  const me = useMe();
  const mayWrite = useMay('posts:write');
  const minute = useMinute();
  const today = `${format.weekdayDate(minute)} · ${format.hijri(minute)}`;
  return (
    <Page title={t(strings.welcome, { name: me?.name ?? '' })} beside={today}>
      <div className="flex flex-col gap-4">
        <Attention />
        {mayWrite ? <StepsAndNext /> : <NextPosts />}
      </div>
    </Page>
  );
}

/** What is left to set up stands above what goes out next; before anything was written it says all there is to do. */
function StepsAndNext() {
  const at = useProgress();
  if (at.kind === 'pending')
    return (
      <LoadingRegion>
        <Skeleton className="h-80 rounded-card" />
      </LoadingRegion>
    );
  return (
    <>
      {at.kind === 'underway' && <FirstSteps {...at.progress} />}
      {(at.kind === 'done' || at.progress.written) && <NextPosts />}
    </>
  );
}

function NextPosts() {
  const { t } = useText();
  const mayWrite = useMay('posts:write');
  const next = useQuery(nextPostsQuery);
  const write = mayWrite && (
    <Link to="/compose" className={buttonClasses('secondary')}>
      {t(strings.write)}
    </Link>
  );
  return (
    <Card>
      <div className="flex flex-wrap items-center justify-between gap-x-4">
        <h2 className="text-lg font-semibold">{t(strings.next)}</h2>
        <Link to="/calendar" className={buttonClasses('quiet', true)}>
          {t(strings.toCalendar)}
        </Link>
      </div>
      {next.isPending && (
        <LoadingRegion className="flex flex-col gap-3 py-3">
          <Skeleton className="h-12" />
          <Skeleton className="h-12" />
        </LoadingRegion>
      )}
      {next.isError && <ErrorState error={next.error} onRetry={() => void next.refetch()} busy={next.isFetching} />}
      {next.data?.length === 0 && (
        <EmptyState icon={<CalendarClock className="size-7" />} title={t(strings.nextEmpty)} action={write} />
      )}
      {next.data && next.data.length > 0 && <PostRows posts={next.data} />}
    </Card>
  );
}

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CalendarDays } from 'lucide-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import type { PostSummary } from '#shared/posts/contract.ts';
import type { PostState } from '#shared/publishing/states.ts';
import { useText } from '../../lib/i18n.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button, buttonClasses } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { LoadingRegion, Skeleton } from '../../ui/skeleton.tsx';
import { toast } from '../../ui/toast.tsx';
import { type CalendarView, daysOf, rangeOf, weeksOfMonth } from './calendar-days.ts';
import type { CalendarActs } from './day-slot.tsx';
import { useKuwaitDays } from './kuwait-days.ts';
import { ListEnd, useBeyond } from './list-end.tsx';
import { ListView } from './list-view.tsx';
import { MonthView } from './month-view.tsx';
import { calendarQuery } from './queries.ts';
import { strings } from './strings.ts';
import { WeekView } from './week-view.tsx';

const MoveDialog = lazy(async () => ({ default: (await import('../posts/move-dialog.tsx')).MoveDialog }));

type Props = {
  view: CalendarView;
  date: string;
  state: PostState | undefined;
  today: string;
  narrow: boolean;
  mayWrite: boolean;
  caption: string;
  /** Answers why it did not move, in a sentence. */
  onMove: (post: PostSummary, wallTime: string) => Promise<string | undefined>;
  onClearFilter: () => void;
};

/** The posts of the period in the chosen view, and the dialog that moves one. */
export function CalendarBody({ view, date, state, today, narrow, mayWrite, caption, onMove, onClearFilter }: Props) {
  const { t } = useText();
  const { beyond, goOn } = useBeyond(date, today);
  const range = useMemo(() => rangeOf(view, date, beyond), [view, date, beyond]);
  const days = useMemo(() => daysOf(view, date, beyond), [view, date, beyond]);
  const { data, error, refetch, isFetching, isPlaceholderData } = useQuery({
    ...calendarQuery(range),
    placeholderData: keepPreviousData,
  });
  const kuwait = useKuwaitDays(useMemo(() => days.map((day) => day.date), [days]));
  const [asking, setAsking] = useState<PostSummary | undefined>(undefined);
  const [moving, setMoving] = useState(false);
  const [refusal, setRefusal] = useState<string | undefined>(undefined);
  if (error && !data) return <ErrorState error={error} onRetry={refetch} busy={isFetching} />;
  if (!data) return <CalendarSkeleton list={view === 'list' || narrow} />;

  const posts = data.filter((post) => state === undefined || post.state === state);
  const moveTo = async (post: PostSummary, wallTime: string) => {
    // A drag has no place of its own where it could be told.
    const why = await onMove(post, wallTime);
    if (why) toast({ tone: 'danger', text: why });
  };
  const acts: CalendarActs = { posts, mayWrite, moveTo, askMove: setAsking };
  const moveAsked = async (wallTime: string) => {
    if (!asking) return;
    setMoving(true);
    const why = await onMove(asking, wallTime);
    setRefusal(why);
    if (why === undefined) setAsking(undefined);
    setMoving(false);
  };
  const asList = view === 'list' || narrow;
  const shown = { today, acts, caption, kuwait };
  return (
    <>
      {asList && posts.length === 0 && (
        <Nothing filtered={state !== undefined} mayWrite={mayWrite} onClear={onClearFilter} />
      )}
      {!asList && data.length === 0 && mayWrite && (
        <div className="mb-3">
          <Banner tone="info">{t(strings.emptyHint)}</Banner>
        </div>
      )}
      {asList && <ListView days={days} {...shown} />}
      {view === 'list' && <ListEnd date={date} beyond={beyond} busy={isPlaceholderData} onGoOn={goOn} />}
      {!asList && view === 'month' && <MonthView weeks={weeksOfMonth(date)} {...shown} />}
      {!asList && view === 'week' && <WeekView days={days} {...shown} />}
      {asking && (
        <Suspense>
          <MoveDialog
            wallTime={asking.schedule?.wallTime ?? ''}
            busy={moving}
            refusal={refusal}
            onMove={moveAsked}
            onClose={() => {
              setAsking(undefined);
              setRefusal(undefined);
            }}
          />
        </Suspense>
      )}
    </>
  );
}

function Nothing({ filtered, mayWrite, onClear }: { filtered: boolean; mayWrite: boolean; onClear: () => void }) {
  const { t } = useText();
  const icon = <CalendarDays className="size-7" />;
  if (filtered)
    return (
      <EmptyState
        icon={icon}
        title={t(strings.emptyFiltered)}
        action={
          <Button tone="secondary" onPress={onClear}>
            {t(strings.clearFilter)}
          </Button>
        }
      />
    );
  const compose = mayWrite && (
    <Link to="/compose" className={buttonClasses()}>
      {t(strings.newPost)}
    </Link>
  );
  return (
    <EmptyState icon={icon} title={t(strings.empty)} action={compose}>
      {mayWrite && t(strings.emptyWhy)}
    </EmptyState>
  );
}

function CalendarSkeleton({ list }: { list: boolean }) {
  if (!list)
    return (
      <LoadingRegion>
        <Skeleton className="h-160 rounded-card" />
      </LoadingRegion>
    );
  return (
    <LoadingRegion className="flex flex-col gap-2">
      {['a', 'b', 'c', 'd'].map((key) => (
        <Skeleton key={key} className="h-22 rounded-card" />
      ))}
    </LoadingRegion>
  );
}

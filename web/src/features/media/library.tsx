import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Images, Trash2 } from 'lucide-react';
import { useDeferredValue, useEffect, useState } from 'react';
import { useText } from '../../lib/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Select } from '../../ui/select.tsx';
import { LoadingRegion, Skeleton } from '../../ui/skeleton.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { ChoiceButtons } from './choice-buttons.tsx';
import { libraryStrings as strings } from './library-strings.ts';
import { MediaCard } from './media-card.tsx';
import { MediaDetails } from './media-details.tsx';
import { type LibraryFilter, libraryPageQuery, summaryQuery } from './queries.ts';
import { RemoveMediaDialog } from './remove-media-dialog.tsx';
import { StorageMeter } from './storage-meter.tsx';

/** The grid of a library with its filters, what is selected in it, and the file that is looked at. `add`: the way to a first one. */
export function Library({ add, mayWrite }: { add: React.ReactNode; mayWrite: boolean }) {
  const { t } = useText();
  const { only, tag } = useSearch({ strict: false }) as LibraryFilter;
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(useSettledText(typed.trim()));
  const filter = { ...(q && { q }), ...(tag && { tag }), ...(only && { only }) };
  const found = useInfiniteQuery({ ...libraryPageQuery(filter), placeholderData: (before) => before });
  const { data: summary } = useQuery(summaryQuery);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [opened, setOpened] = useState<string>();
  const [removing, setRemoving] = useState<readonly string[]>();
  const show = (search: LibraryFilter) => void navigate({ to: '/media', search, replace: true });
  const kept = { ...(only && { only }), ...(tag && { tag }) };
  const items = found.data?.pages.flatMap((page) => page.items).filter(({ state }) => state !== 'uploading') ?? [];
  const isFiltered = Object.keys(filter).length > 0;
  const media = items.find(({ mediaId }) => mediaId === opened);
  return (
    <>
      <div className="mb-4 flex flex-wrap items-end gap-3">
        <div className="min-w-0 flex-1 basis-56">
          <TextField type="search" label={t(strings.search)} value={typed} onChange={setTyped} maxLength={100} />
        </div>
        <ChoiceButtons
          label={t(strings.show)}
          options={(['all', 'unused', 'copies'] as const).map((key) => ({ key, text: t(strings[key]) }))}
          value={only ?? 'all'}
          onChange={(key) => show(key === 'all' ? { ...(tag && { tag }) } : { ...kept, only: key })}
        />
        {summary && summary.tags.length > 0 && (
          <Select
            label={t(strings.byTag)}
            options={[{ key: '', text: t(strings.anyTag) }, ...summary.tags.map((each) => ({ key: each, text: each }))]}
            value={tag ?? ''}
            onChange={(key) => show(key === '' ? { ...(only && { only }) } : { ...kept, tag: key })}
          />
        )}
        <StorageMeter />
      </div>
      {selected.size > 0 && (
        <div className="sticky top-16 z-10 mb-3 flex flex-wrap items-center gap-3 rounded-xl border border-line bg-raised p-2 shadow-card">
          <span className="ms-2 me-auto">{t(strings.selected, { count: selected.size })}</span>
          <Button tone="quiet" small onPress={() => setSelected(new Set())}>
            {t(strings.clear)}
          </Button>
          <Button
            tone="danger"
            small
            icon={<Trash2 aria-hidden="true" className="size-4" />}
            onPress={() => setRemoving([...selected])}
          >
            {t(strings.remove)}
          </Button>
        </div>
      )}
      {found.isPending ? (
        <Waiting />
      ) : found.isError && !found.data ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      ) : items.length === 0 ? (
        <EmptyState
          icon={<Images className="size-7" />}
          title={t(isFiltered ? strings.nothing : strings.empty)}
          action={isFiltered ? undefined : add}
        >
          {t(isFiltered ? strings.nothingWhy : strings.emptyWhy)}
        </EmptyState>
      ) : (
        <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 md:grid-cols-4 xl:grid-cols-6">
          {items.map((each) => (
            <MediaCard
              key={each.mediaId}
              media={each}
              selected={mayWrite ? selected.has(each.mediaId) : undefined}
              onSelect={(on) => setSelected(toggled(selected, each.mediaId, on))}
              onOpen={() => setOpened(each.mediaId)}
            />
          ))}
        </ul>
      )}
      {found.hasNextPage && (
        <Button
          tone="secondary"
          busy={found.isFetchingNextPage}
          onPress={() => void found.fetchNextPage()}
          className="mt-4 w-full"
        >
          {t(strings.more)}
        </Button>
      )}
      {media && (
        <MediaDetails
          key={media.mediaId}
          media={media}
          onClose={() => setOpened(undefined)}
          onRemove={() => setRemoving([media.mediaId])}
        />
      )}
      {removing && (
        <RemoveMediaDialog
          mediaIds={removing}
          onClose={() => setRemoving(undefined)}
          onRemoved={() => {
            setSelected(new Set());
            setOpened(undefined);
          }}
        />
      )}
    </>
  );
}

const SETTLED_MS = 250;

/** What was typed, once typing has paused. */
function useSettledText(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

function toggled(selected: ReadonlySet<string>, mediaId: string, on: boolean): ReadonlySet<string> {
  const next = new Set(selected);
  if (on) next.add(mediaId);
  else next.delete(mediaId);
  return next;
}

const Waiting = () => (
  <LoadingRegion className="grid grid-cols-2 gap-3 sm:grid-cols-3 md:grid-cols-4 xl:grid-cols-6">
    {['a', 'b', 'c', 'd', 'e', 'f'].map((key) => (
      <Skeleton key={key} className="aspect-square" />
    ))}
  </LoadingRegion>
);

import { useInfiniteQuery } from '@tanstack/react-query';
import { Images } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components/Button';
import type { Media } from '#shared/media/contract.ts';
import { useText } from '../../lib/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { LoadingRegion, Skeleton } from '../../ui/skeleton.tsx';
import { libraryQuery } from './queries.ts';
import { strings } from './strings.ts';

type Props = { onClose: () => void; onChoose: (media: Media) => void };

/** The images of the business; one press takes one. */
export function LibraryDialog({ onClose, onChoose }: Props) {
  const { t } = useText();
  const choose = (media: Media) => {
    onChoose(media);
    onClose();
  };
  return (
    <Dialog title={t(strings.libraryTitle)} isOpen onClose={onClose}>
      <Library onChoose={choose} />
    </Dialog>
  );
}

function Library({ onChoose }: { onChoose: (media: Media) => void }) {
  const { t } = useText();
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery(libraryQuery);
  if (isPending)
    return (
      <LoadingRegion className="grid grid-cols-3 gap-2">
        {['a', 'b', 'c', 'd', 'e', 'f'].map((key) => (
          <Skeleton key={key} className="aspect-square" />
        ))}
      </LoadingRegion>
    );
  if (error) return <ErrorState error={error} onRetry={refetch} />;
  const images = data.pages.flatMap(({ items }) => items);
  if (images.length === 0) return <EmptyState icon={<Images className="size-7" />} title={t(strings.libraryEmpty)} />;
  return (
    <>
      <ul className="grid grid-cols-3 gap-2">
        {images.map((image) => (
          <li key={image.mediaId}>
            <AriaButton
              onPress={() => onChoose(image)}
              aria-label={t(strings.useImage, { name: image.altText || image.fileName })}
              className="block aspect-square w-full overflow-hidden rounded-xl border border-line hover:border-brand"
            >
              <img src={image.url} alt="" loading="lazy" className="size-full object-cover" />
            </AriaButton>
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <Button tone="secondary" busy={isFetchingNextPage} onPress={() => fetchNextPage()} className="mt-4 w-full">
          {t(strings.more)}
        </Button>
      )}
    </>
  );
}

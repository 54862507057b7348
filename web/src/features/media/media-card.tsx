import { Copy, LoaderCircle, Play, TriangleAlert } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components/Button';
import type { Media } from '#shared/media/contract.ts';
import { useText } from '../../lib/i18n.ts';
import { libraryStrings as strings } from './library-strings.ts';
import { strings as mediaStrings, uploadRefusalStrings } from './strings.ts';

type Props = {
  media: Media;
  /** Absent for people who may only look. */
  selected?: boolean | undefined;
  onSelect: (selected: boolean) => void;
  onOpen: () => void;
};

/** Minutes and seconds, as players show them. */
const lengthOf = (ms: number): string => {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};

/** One file of the library: what it looks like, what is odd about it, and a box to select it. */
export function MediaCard({ media, selected, onSelect, onOpen }: Props) {
  const { t } = useText();
  const { state, url, thumbnailUrl, placeholder, reason, copyOf, altText, fileName, durationMs } = media;
  const name = altText || fileName;
  return (
    <li className="relative">
      <AriaButton
        onPress={onOpen}
        aria-label={t(strings.open, { name })}
        className="block aspect-square w-full overflow-hidden rounded-xl border border-line bg-cover bg-center hover:border-brand"
        {...(placeholder ? { style: { backgroundImage: `url(${placeholder})` } } : {})}
      >
        {state === 'ready' ? (
          <img src={thumbnailUrl ?? url} alt="" loading="lazy" className="size-full object-cover" />
        ) : (
          <span className="flex size-full flex-col items-center justify-center gap-2 p-2 text-center text-xs text-soft">
            {state === 'refused' ? (
              <TriangleAlert aria-hidden="true" className="size-6 text-danger" />
            ) : (
              <LoaderCircle aria-hidden="true" className="size-6 animate-spin motion-reduce:animate-none" />
            )}
            <span className="line-clamp-4">
              {state === 'refused' ? t(uploadRefusalStrings[reason ?? 'unreadable']) : t(mediaStrings.checking)}
            </span>
          </span>
        )}
      </AriaButton>
      {durationMs !== undefined && (
        <span className="pointer-events-none absolute start-2 bottom-2 inline-flex items-center gap-1 rounded-full bg-black/60 px-2 py-0.5 text-xs text-white">
          <Play aria-hidden="true" className="size-3" />
          <span dir="ltr">{lengthOf(durationMs)}</span>
        </span>
      )}
      {copyOf && (
        <span className="pointer-events-none absolute end-2 bottom-2 inline-flex items-center gap-1 rounded-full bg-warn-wash px-2 py-0.5 text-xs font-medium text-warn">
          <Copy aria-hidden="true" className="size-3" />
          {t(strings.copy)}
        </span>
      )}
      {selected !== undefined && (
        <label className="absolute start-0 top-0 grid size-11 place-items-center">
          <span className="sr-only">{t(strings.select, { name })}</span>
          <input
            type="checkbox"
            checked={selected}
            onChange={({ target }) => onSelect(target.checked)}
            className="size-5 accent-brand"
          />
        </label>
      )}
    </li>
  );
}

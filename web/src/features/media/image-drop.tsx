import { ImagePlus, Images, Upload as UploadIcon } from 'lucide-react';
import { lazy, Suspense, useRef, useState } from 'react';
import type { Media } from '#shared/media/contract.ts';
import { useText } from '../../lib/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { acceptedTypes } from './image-file.ts';
import { strings } from './strings.ts';
import { useFileDrop } from './use-file-drop.ts';

const LibraryDialog = lazy(() => import('./library-dialog.tsx').then((module) => ({ default: module.LibraryDialog })));

type Props = { onFiles: (files: File[]) => void; onMedia: (media: Media) => void };

/** The three ways to an image: drop (or paste) it, choose a file, or take one from the library. */
export function ImageDrop({ onFiles, onMedia }: Props) {
  const { t } = useText();
  const [browsing, setBrowsing] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const { over, handlers } = useFileDrop(onFiles);
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: not a fieldset, a place that takes files */}
      <div
        {...handlers}
        role="group"
        // A click on it gives it the focus, so that what is pasted next comes here.
        tabIndex={-1}
        aria-label={t(strings.image)}
        className={classNames(
          'flex flex-col items-center gap-x-4 gap-y-3 rounded-xl border-2 border-dashed p-4 text-center transition-colors sm:flex-row sm:flex-wrap sm:text-start',
          over ? 'border-brand bg-brand-wash' : 'border-line',
        )}
      >
        <ImagePlus aria-hidden="true" className="size-7 shrink-0 text-soft" />
        <div className="min-w-0 sm:flex-1 sm:basis-40">
          <p className="hidden text-soft sm:block">{t(strings.dropHere)}</p>
          <p className="text-sm text-soft">{t(strings.kinds)}</p>
        </div>
        <div className="flex flex-wrap justify-center gap-2">
          <Button
            tone="secondary"
            icon={<UploadIcon aria-hidden="true" className="size-5" />}
            onPress={() => input.current?.click()}
          >
            {t(strings.chooseFile)}
          </Button>
          <Button
            tone="secondary"
            icon={<Images aria-hidden="true" className="size-5" />}
            onPress={() => setBrowsing(true)}
          >
            {t(strings.fromLibrary)}
          </Button>
        </div>
        <input
          ref={input}
          type="file"
          accept={acceptedTypes}
          hidden
          onChange={({ target }) => {
            onFiles([...(target.files ?? [])]);
            // The same file can be chosen again after it was removed.
            target.value = '';
          }}
        />
      </div>
      {browsing && (
        <Suspense>
          <LibraryDialog onClose={() => setBrowsing(false)} onChoose={onMedia} />
        </Suspense>
      )}
    </>
  );
}

import { ImagePlus, Images, Upload as UploadIcon } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { DropZone, type DropZoneProps } from 'react-aria-components/DropZone';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import type { Media } from '#shared/media/contract.ts';
import { useText } from '../../lib/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { acceptedTypes } from './image-file.ts';
import { strings } from './strings.ts';

const LibraryDialog = lazy(() => import('./library-dialog.tsx').then((module) => ({ default: module.LibraryDialog })));

type Props = { onFiles: (files: File[]) => void; onMedia: (media: Media) => void };

/** The three ways to an image: drop (or paste) it, choose a file, or take one from the library. */
export function ImageDrop({ onFiles, onMedia }: Props) {
  const { t } = useText();
  const [browsing, setBrowsing] = useState(false);
  const dropped: DropZoneProps['onDrop'] = async ({ items }) => {
    const files = await Promise.all(items.map((item) => (item.kind === 'file' ? item.getFile() : undefined)));
    onFiles(files.filter((file) => file !== undefined));
  };
  return (
    <>
      <DropZone
        aria-label={t(strings.image)}
        onDrop={dropped}
        className="flex flex-col items-center gap-3 rounded-xl border-2 border-dashed border-line p-5 text-center transition-colors drop-target:border-brand drop-target:bg-brand-wash"
      >
        <ImagePlus aria-hidden="true" className="size-7 text-soft" />
        <p className="hidden text-soft sm:block">{t(strings.dropHere)}</p>
        <div className="flex flex-wrap justify-center gap-2">
          <FileTrigger acceptedFileTypes={acceptedTypes.split(',')} onSelect={(files) => files && onFiles([...files])}>
            <Button tone="secondary" icon={<UploadIcon aria-hidden="true" className="size-5" />}>
              {t(strings.chooseFile)}
            </Button>
          </FileTrigger>
          <Button
            tone="secondary"
            icon={<Images aria-hidden="true" className="size-5" />}
            onPress={() => setBrowsing(true)}
          >
            {t(strings.fromLibrary)}
          </Button>
        </div>
        <p className="text-sm text-soft">{t(strings.kinds)}</p>
      </DropZone>
      {browsing && (
        <Suspense>
          <LibraryDialog onClose={() => setBrowsing(false)} onChoose={onMedia} />
        </Suspense>
      )}
    </>
  );
}

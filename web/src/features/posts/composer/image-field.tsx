import { Trash2 } from 'lucide-react';
import { useCallback, useEffect, useRef } from 'react';
import type { Media } from '#shared/media/contract.ts';
import { useText } from '../../../lib/i18n.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { toast } from '../../../ui/toast.tsx';
import { ImageDrop } from '../../media/image-drop.tsx';
import { imageAmong } from '../../media/image-file.ts';
import { mediaApi } from '../../media/queries.ts';
import { strings as mediaStrings } from '../../media/strings.ts';
import { UploadStatus } from '../../media/upload-status.tsx';
import type { Upload } from '../../media/use-upload.ts';
import type { ComposerImage } from './composer-state.ts';

type Props = {
  image: ComposerImage | undefined;
  upload: Upload;
  onFile: (file: File) => void;
  onStop: () => void;
  onMedia: (media: Media) => void;
  onRemove: (mediaId: string) => void;
  onDescribe: (mediaId: string, altText: string) => void;
};

/** The image of the post: choose, watch its upload, describe, remove. */
export function ImageField({ image, upload, onFile, onStop, onMedia, onRemove, onDescribe }: Props) {
  const { t } = useText();
  const take = async (files: File[]) => {
    const file = await imageAmong(files);
    if (!file) return;
    if (files.length > 1) toast({ text: t(mediaStrings.oneImage) });
    onFile(file);
  };
  return (
    <section aria-label={t(mediaStrings.image)} className="flex flex-col gap-3">
      <h2 className="font-medium">{t(mediaStrings.image)}</h2>
      <UploadStatus upload={upload} onRetry={onFile} onStop={onStop} />
      {image ? (
        <div className="flex flex-wrap justify-between gap-3 sm:flex-nowrap">
          <img src={image.url} alt={image.altText} className="size-24 shrink-0 rounded-xl object-cover" />
          <div className="order-last min-w-0 basis-full sm:order-none sm:flex-1 sm:basis-auto">
            <AltText key={image.mediaId} image={image} onDescribe={onDescribe} />
          </div>
          <IconButton label={t(mediaStrings.remove)} onPress={() => onRemove(image.mediaId)}>
            <Trash2 aria-hidden="true" className="size-5" />
          </IconButton>
        </div>
      ) : (
        upload.kind !== 'sending' && <ImageDrop onFiles={take} onMedia={onMedia} />
      )}
    </section>
  );
}

const SAVE_AFTER_MS = 800;

/** The description belongs to the image, not to the post: it is stored with the image once typing pauses. */
function AltText({ image, onDescribe }: Pick<Props, 'onDescribe'> & { image: ComposerImage }) {
  const { t } = useText();
  const { mediaId, altText } = image;
  const stored = useRef(altText);
  const store = useCallback(() => {
    if (altText === stored.current) return;
    stored.current = altText;
    mediaApi.describe({ params: { mediaId }, body: { altText } }).catch(() => {
      stored.current = '';
      toast({ tone: 'danger', text: t(mediaStrings.altTextFailed) });
    });
  }, [mediaId, altText, t]);
  useEffect(() => {
    const timer = setTimeout(store, SAVE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [store]);
  return (
    <TextField
      label={t(mediaStrings.altText)}
      hint={t(mediaStrings.altTextHelp)}
      value={altText}
      onChange={(value) => onDescribe(mediaId, value)}
      onBlur={store}
      maxLength={1000}
    />
  );
}

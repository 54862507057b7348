import { ImageIcon } from 'lucide-react';
import { kindOf, rulesOf } from '#shared/platforms/platform.ts';
import { useText } from '../../../lib/i18n.ts';
import { Caption } from '../../../ui/caption.tsx';
import { PreviewFrame, type PreviewProps } from './preview-frame.tsx';
import { strings } from './strings.ts';

/** How networks of the whole screen show a post: the image upright on black, the text over its foot where there is one. */
export function TallPreview({ caption, comment: _, image, whole: __, ...whose }: PreviewProps) {
  const { t } = useText();
  const isTextless = rulesOf(whose.platform, kindOf(whose.platform, [image]))?.textless === true;
  return (
    <PreviewFrame {...whose}>
      <div className="relative mx-auto grid aspect-9/16 max-h-[32rem] w-full place-items-center bg-black text-white">
        {image ? (
          <img src={image.url} alt={image.altText} className="size-full min-h-0 object-contain" />
        ) : (
          <span className="flex flex-col items-center gap-2 text-sm">
            <ImageIcon aria-hidden="true" className="size-8" />
            {t(strings.previewEmpty)}
          </span>
        )}
        {!isTextless && caption.trim() !== '' && (
          <div className="absolute inset-x-0 bottom-0 bg-black/70 p-3">
            <Caption text={caption} lines={2} />
          </div>
        )}
      </div>
      {isTextless && <p className="p-3 text-sm text-soft">{t(strings.textless)}</p>}
    </PreviewFrame>
  );
}

import { Bookmark, Heart, ImageIcon, MessageCircle, Send } from 'lucide-react';
import { useState } from 'react';
import { instagram } from '#shared/platforms/instagram.ts';
import { aspectOf } from '#shared/platforms/network.ts';
import { useText } from '../../../lib/i18n.ts';
import { Caption } from '../../../ui/caption.tsx';
import { PreviewFrame, type PreviewProps } from './preview-frame.tsx';
import { strings } from './strings.ts';

/** Instagram folds longer captions after about this many characters, or after the second line. */
const FOLD_CHARACTERS = 125;

/** Shapes outside what Instagram takes are shown cut to the nearest one it does. */
function shapeOf(image: PreviewProps['image']): number {
  const limits = instagram.kinds.image.image;
  if (!image?.width || !image.height) return 1;
  return Math.min(aspectOf(limits.widest), Math.max(aspectOf(limits.tallest), image.width / image.height));
}

/** The post as Instagram will show it: its crop, its fold, and each tag the right way round. */
export function InstagramPreview({ caption, comment = '', image, whole = false, ...whose }: PreviewProps) {
  const { t } = useText();
  return (
    <PreviewFrame {...whose}>
      <div style={{ aspectRatio: shapeOf(image) }} className="grid place-items-center bg-canvas text-soft">
        {image ? (
          <img src={image.url} alt={image.altText} className="size-full min-h-0 object-cover" />
        ) : (
          <span className="flex flex-col items-center gap-2 text-sm">
            <ImageIcon aria-hidden="true" className="size-8" />
            {t(strings.previewEmpty)}
          </span>
        )}
      </div>
      <div aria-hidden="true" className="flex items-center gap-4 p-3 pb-0">
        <Heart className="size-6" />
        <MessageCircle className="size-6" />
        <Send className="flip-rtl size-6" />
        <Bookmark className="ms-auto size-6" />
      </div>
      <div className="min-h-14 p-3">
        {caption.trim() !== '' && (whole ? <Caption text={caption} /> : <FoldedCaption caption={caption} />)}
        {comment.trim() !== '' && (
          <div className="mt-3 border-t border-line pt-2 text-sm">
            <bdi dir="ltr" className="font-semibold">
              {whose.username}
            </bdi>
            <Caption text={comment} />
          </div>
        )}
      </div>
    </PreviewFrame>
  );
}

function FoldedCaption({ caption }: { caption: string }) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  const folds = caption.length > FOLD_CHARACTERS || caption.split('\n').length > 2;
  return (
    <>
      <Caption text={caption} {...(folds && !open ? { lines: 2 as const } : {})} />
      {folds && (
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="min-h-6 text-soft hover:underline"
        >
          {t(open ? strings.captionLess : strings.captionMore)}
        </button>
      )}
    </>
  );
}

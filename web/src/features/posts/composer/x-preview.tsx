import { threadOf } from '#shared/platforms/thread.ts';
import { Caption } from '../../../ui/caption.tsx';
import { PreviewFrame, type PreviewProps } from './preview-frame.tsx';

/** The post as X will show it: text first, the image below it, a thread post by post. */
export function XPreview({ caption, comment: _, image, whole: __, ...whose }: PreviewProps) {
  const [first = '', ...others] = threadOf(caption);
  return (
    <PreviewFrame {...whose}>
      <div className="flex min-h-14 flex-col gap-3 px-3 pb-3">
        {first !== '' && <Caption text={first} />}
        {image && (
          <img
            src={image.url}
            alt={image.altText}
            className="max-h-96 w-full rounded-2xl border border-line object-cover"
          />
        )}
        {others.map((part, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place in the thread is what a part is
          <div key={at} className="border-s-2 border-line ps-3">
            <Caption text={part} />
          </div>
        ))}
      </div>
    </PreviewFrame>
  );
}

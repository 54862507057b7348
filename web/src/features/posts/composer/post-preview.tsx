import { ImageIcon } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { networkOf, type Platform } from '#shared/platforms/platform.ts';
import { useText } from '../../../lib/i18n.ts';
import { Caption } from '../../../ui/caption.tsx';
import { classNames } from '../../../ui/class-names.ts';
import { PlatformIcon } from '../../../ui/platform-icon.tsx';
import { InstagramPreview } from './instagram-preview.tsx';
import { PreviewFrame, type PreviewProps } from './preview-frame.tsx';
import { type PreviewImage, shownImage } from './shown-image.ts';
import { strings } from './strings.ts';

type Preview = React.ComponentType<PreviewProps>;

/** The networks whose look we imitate. The others show a post plainly: whose it is, its image, its words. */
const previews: Partial<Record<Platform, Preview>> = {
  instagram: InstagramPreview,
  x: lazy(async () => ({ default: (await import('./x-preview.tsx')).XPreview })),
  tiktok: lazy(async () => ({ default: (await import('./tall-preview.tsx')).TallPreview })),
  snapchat: lazy(async () => ({ default: (await import('./tall-preview.tsx')).TallPreview })),
};

/** `caption`: where the account has a text of its own. */
type Account = { platform: Platform; username: string; pictureUrl?: string | undefined; caption?: string | undefined };
type Props = Omit<PreviewProps, 'platform' | 'username' | 'pictureUrl' | 'image'> & {
  accounts: readonly Account[];
  image: PreviewImage | undefined;
};

/** The post as the networks of its accounts will show it, one at a time. */
export function PostPreview({ accounts, ...post }: Props) {
  const { t } = useText();
  const [chosen, setChosen] = useState<Platform>();
  const each = accounts.filter(({ platform }, at) => accounts.findIndex((one) => one.platform === platform) === at);
  const shown = each.find(({ platform }) => platform === chosen) ?? each[0];
  if (!shown) return null;
  const Preview = previews[shown.platform] ?? PlainPreview;
  return (
    <div className="flex flex-col gap-3">
      {each.length > 1 && (
        <fieldset aria-label={t(strings.previewOf)} className="flex flex-wrap gap-2">
          {each.map(({ platform }) => (
            <button
              key={platform}
              type="button"
              aria-pressed={platform === shown.platform}
              onClick={() => setChosen(platform)}
              className={classNames(
                'inline-flex min-h-11 items-center gap-2 rounded-xl border px-3 text-sm',
                platform === shown.platform ? 'border-brand bg-brand-wash' : 'border-line',
              )}
            >
              <PlatformIcon platform={platform} className="size-4 shrink-0" />
              {t(networkOf(platform).names)}
            </button>
          ))}
        </fieldset>
      )}
      <Suspense>
        <Preview
          {...post}
          image={shownImage(shown.platform, post.image)}
          platform={shown.platform}
          username={shown.username}
          pictureUrl={shown.pictureUrl}
          caption={shown.caption ?? post.caption}
        />
      </Suspense>
    </div>
  );
}

function PlainPreview({ image, caption, comment: _, whole: __, ...whose }: PreviewProps) {
  const { t } = useText();
  return (
    <PreviewFrame {...whose}>
      {image ? (
        <img src={image.url} alt={image.altText} className="w-full" />
      ) : (
        <span className="flex items-center gap-2 px-3 text-sm text-soft">
          <ImageIcon aria-hidden="true" className="size-5" />
          {t(strings.previewEmpty)}
        </span>
      )}
      <div className="min-h-14 p-3">{caption.trim() !== '' && <Caption text={caption} />}</div>
    </PreviewFrame>
  );
}

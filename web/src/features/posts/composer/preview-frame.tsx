import { networkOf, type Platform } from '#shared/platforms/platform.ts';
import { useText } from '../../../lib/i18n.ts';
import { strings } from './strings.ts';

type Whose = { platform: Platform; username: string; pictureUrl?: string | undefined };

export type PreviewProps = Whose & {
  caption: string;
  /** The first comment, shown below as followers see it. */
  comment?: string | undefined;
  image: { url: string; width?: number; height?: number; altText: string } | undefined;
  /** Show the whole caption: where one reads what was written, and not what followers see first. */
  whole?: boolean;
};

/** What every preview begins with: whose post it is, on which network. */
export function PreviewFrame({ platform, username, pictureUrl, children }: Whose & { children: React.ReactNode }) {
  const { t } = useText();
  return (
    <article
      aria-label={t(strings.preview, { network: t(networkOf(platform).names) })}
      className="overflow-hidden rounded-xl border border-line bg-surface"
    >
      <header className="flex items-center gap-3 p-3">
        {pictureUrl ? (
          <img src={pictureUrl} alt="" className="size-9 rounded-full object-cover" />
        ) : (
          <span aria-hidden="true" className="size-9 rounded-full bg-brand-wash" />
        )}
        <bdi dir="ltr" className="truncate font-semibold">
          {username}
        </bdi>
      </header>
      {children}
    </article>
  );
}

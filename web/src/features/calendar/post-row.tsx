import { Link } from '@tanstack/react-router';
import { EllipsisVertical, ImageIcon } from 'lucide-react';
import { captionLine } from '#shared/platforms/caption.ts';
import type { PostSummary } from '#shared/posts/contract.ts';
import { useText } from '../../lib/i18n.ts';
import { Caption } from '../../ui/caption.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { PlatformIcon } from '../../ui/platform-icon.tsx';
import { AccountMark } from '../posts/account-mark.tsx';
import { StateBadge } from '../posts/state-badge.tsx';
import { strings as postStrings } from '../posts/strings.ts';
import { strings } from './strings.ts';
import { useCardMenu } from './use-card-menu.tsx';

type Props = { post: PostSummary; when: string; mayWrite: boolean; onMove: (post: PostSummary) => void };

/** A post in a list: picture, time, state and two lines of its text. */
export function PostRow({ post, when, mayWrite, onMove }: Props) {
  const { t } = useText();
  const name = post.excerpt || t(postStrings.captionEmpty);
  const items = useCardMenu(post, mayWrite, onMove);
  const dimmed = post.state === 'paused';
  return (
    <li
      className={`flex items-center gap-1 rounded-card border border-line pe-1 ${dimmed ? 'border-dashed bg-canvas text-soft' : 'bg-surface shadow-card'}`}
    >
      <Link
        to="/posts/$postId"
        params={{ postId: post.postId }}
        className="flex min-w-0 flex-1 items-center gap-3 rounded-card p-3"
      >
        {post.thumbnailUrl ? (
          <img
            src={post.thumbnailUrl}
            alt=""
            loading="lazy"
            className={`size-16 shrink-0 rounded-xl object-cover ${dimmed ? 'opacity-50 grayscale' : ''}`}
          />
        ) : (
          <span className="grid size-16 shrink-0 place-items-center rounded-xl bg-canvas text-soft">
            <ImageIcon aria-hidden="true" className="size-6" />
          </span>
        )}
        <span className="min-w-0 flex-1">
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
            {post.platforms.map((platform) => (
              <PlatformIcon key={platform} platform={platform} className="size-4 shrink-0" />
            ))}
            <span className="text-soft">{when}</span>
            <StateBadge post={post} />
            <AccountMark post={post} />
          </span>
          <Caption inList text={name} lines={2} className="mt-1" />
        </span>
      </Link>
      <Menu
        label={t(strings.acts, { post: captionLine(name) })}
        items={items}
        trigger={
          <IconButton label={t(strings.acts, { post: captionLine(name) })}>
            <EllipsisVertical aria-hidden="true" className="size-5" />
          </IconButton>
        }
      />
    </li>
  );
}

import { Link } from '@tanstack/react-router';
import { EllipsisVertical, GripVertical } from 'lucide-react';
import { useRef } from 'react';
import { mergeProps } from 'react-aria/mergeProps';
import { useButton } from 'react-aria/useButton';
import { useDrag } from 'react-aria/useDrag';
import { captionLine } from '#shared/platforms/caption.ts';
import type { PostSummary } from '#shared/posts/contract.ts';
import { useFormat } from '../../lib/format.ts';
import { useText } from '../../lib/i18n.ts';
import { Caption } from '../../ui/caption.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { PlatformIcon } from '../../ui/platform-icon.tsx';
import { AccountMark } from '../posts/account-mark.tsx';
import { lookOf } from '../posts/state-badge.tsx';
import { strings as postStrings } from '../posts/strings.ts';
import { strings } from './strings.ts';
import { useCardMenu } from './use-card-menu.tsx';

/** The kind of thing that is dragged, so that nothing else can be dropped on a day. */
export const POST_DRAG_TYPE = 'application/x-kuwait-social-post';

type Props = { post: PostSummary; mayWrite: boolean; onMove: (post: PostSummary) => void };

/** A post in a square of the calendar: handle, what it is, and a menu that does all a drag can do. */
export function PostCard({ post, mayWrite, onMove }: Props) {
  const { t } = useText();
  const name = post.excerpt || t(postStrings.captionEmpty);
  const items = useCardMenu(post, mayWrite, onMove);
  const format = useFormat();
  const { Icon, ink, text } = lookOf(post);
  const draggable = mayWrite && (post.state === 'scheduled' || post.state === 'missed' || post.state === 'publishing');
  const dimmed = post.state === 'paused';
  const words = dimmed ? 'text-soft' : 'text-ink';
  return (
    <article
      className={`overflow-hidden rounded-lg border border-s-4 border-line border-s-current text-sm ${dimmed ? 'border-dashed bg-canvas' : 'bg-surface shadow-card'} ${ink}`}
    >
      <div className={`flex items-center ${words}`}>
        {draggable && <DragHandle post={post} name={name} />}
        <span className={`min-w-0 flex-1 truncate text-xs font-medium ${draggable ? '' : 'ps-2'}`}>
          {post.schedule && format.time(post.schedule.publishAt)}
        </span>
        <Menu
          label={t(strings.acts, { post: captionLine(name) })}
          items={items}
          trigger={
            <IconButton label={t(strings.acts, { post: captionLine(name) })} className="size-6! rounded-md">
              <EllipsisVertical aria-hidden="true" className="size-4" />
            </IconButton>
          }
        />
      </div>
      <Link
        to="/posts/$postId"
        params={{ postId: post.postId }}
        className={`block rounded-md px-2 pb-1.5 -outline-offset-3 ${words}`}
      >
        <span className={`flex items-center gap-1 text-xs ${ink}`}>
          {post.platforms.map((platform) => (
            <PlatformIcon key={platform} platform={platform} className="size-3.5 shrink-0 text-soft" />
          ))}
          <Icon aria-hidden="true" className="size-3.5 shrink-0" />
          <span className="min-w-0 truncate">{t(text)}</span>
        </span>
        <AccountMark post={post} />
        <span className="mt-0.5 flex gap-1.5">
          {post.thumbnailUrl && (
            <img
              src={post.thumbnailUrl}
              alt=""
              loading="lazy"
              className={`mt-0.5 size-8 shrink-0 rounded object-cover ${dimmed ? 'opacity-50 grayscale' : ''}`}
            />
          )}
          <Caption inList text={name} lines={2} className="min-w-0 flex-1" />
        </span>
      </Link>
    </article>
  );
}

/** A handle of its own: a card that is a link and a menu would take a drag for a press. Works with Enter and Tab, too. */
function DragHandle({ post, name }: { post: PostSummary; name: string }) {
  const { t } = useText();
  const ref = useRef<HTMLDivElement>(null);
  const { dragProps, dragButtonProps, isDragging } = useDrag({
    hasDragButton: true,
    getItems: () => [{ [POST_DRAG_TYPE]: post.postId, 'text/plain': post.excerpt }],
    getAllowedDropOperations: () => ['move'],
  });
  const { buttonProps } = useButton(
    { ...dragButtonProps, elementType: 'div', 'aria-label': t(strings.drag, { post: captionLine(name) }) },
    ref,
  );
  return (
    <div
      {...mergeProps(dragProps, buttonProps)}
      ref={ref}
      className={`grid size-6 shrink-0 cursor-grab place-items-center rounded-md text-soft -outline-offset-2 hover:bg-brand-wash ${isDragging ? 'opacity-40' : ''}`}
    >
      <GripVertical aria-hidden="true" className="size-4" />
    </div>
  );
}

import { Link } from '@tanstack/react-router';
import { EllipsisVertical, GripVertical } from 'lucide-react';
import { useRef } from 'react';
import { useButton } from 'react-aria/useButton';
import { useDrag } from 'react-aria/useDrag';
import type { PostSummary } from '#shared/posts/contract.ts';
import { useFormat } from '../../lib/format.ts';
import { useText } from '../../lib/i18n.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { PlatformIcon } from '../../ui/platform-icon.tsx';
import { stateLooks } from '../posts/state-badge.tsx';
import { postStateStrings, strings as postStrings } from '../posts/strings.ts';
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
  const { ink } = stateLooks[post.state];
  const draggable = mayWrite && (post.state === 'scheduled' || post.state === 'missed' || post.state === 'publishing');
  return (
    <article
      className={`flex items-stretch overflow-hidden rounded-lg border border-line bg-surface text-sm shadow-card border-s-4 ${ink} border-s-current`}
    >
      {draggable && <DragHandle post={post} name={name} />}
      <Link
        to="/posts/$postId"
        params={{ postId: post.postId }}
        className="block min-w-0 flex-1 px-1.5 py-1 text-ink -outline-offset-2"
      >
        <CardTime post={post} />
        <span className="flex gap-1.5">
          {post.thumbnailUrl && (
            <img
              src={post.thumbnailUrl}
              alt=""
              loading="lazy"
              className="mt-0.5 size-8 shrink-0 rounded object-cover"
            />
          )}
          <span dir="auto" className="line-clamp-2 min-w-0 text-start leading-snug">
            {name}
          </span>
        </span>
      </Link>
      <Menu
        label={t(strings.acts, { post: name })}
        items={items}
        trigger={
          <IconButton label={t(strings.acts, { post: name })} className="h-auto w-6 rounded-none">
            <EllipsisVertical aria-hidden="true" className="size-4" />
          </IconButton>
        }
      />
    </article>
  );
}

function CardTime({ post }: { post: PostSummary }) {
  const { t } = useText();
  const format = useFormat();
  const { Icon, ink } = stateLooks[post.state];
  return (
    <span className="flex items-center gap-1 text-xs">
      {post.platforms.map((platform) => (
        <PlatformIcon key={platform} platform={platform} className="size-3.5" />
      ))}
      {post.schedule && <span className="whitespace-nowrap">{format.time(post.schedule.publishAt)}</span>}
      <Icon aria-hidden="true" className={`size-3.5 shrink-0 ${ink}`} />
      <span className={`min-w-0 truncate ${ink}`}>{t(postStateStrings[post.state])}</span>
    </span>
  );
}

/** A handle of its own: a card that is a link and a menu would swallow the drag. Works with Enter and Tab as well. */
function DragHandle({ post, name }: { post: PostSummary; name: string }) {
  const { t } = useText();
  const ref = useRef<HTMLDivElement>(null);
  const { dragProps, dragButtonProps, isDragging } = useDrag({
    hasDragButton: true,
    getItems: () => [{ [POST_DRAG_TYPE]: post.postId, 'text/plain': post.excerpt }],
    getAllowedDropOperations: () => ['move'],
  });
  const { buttonProps } = useButton(
    { ...dragButtonProps, elementType: 'div', 'aria-label': t(strings.drag, { post: name }) },
    ref,
  );
  return (
    <div
      {...dragProps}
      {...buttonProps}
      ref={ref}
      className={`grid w-6 shrink-0 cursor-grab place-items-center text-soft -outline-offset-2 hover:bg-brand-wash ${isDragging ? 'opacity-40' : ''}`}
    >
      <GripVertical aria-hidden="true" className="size-4" />
    </div>
  );
}

import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useRef } from 'react';
import { useDrop } from 'react-aria/useDrop';
import { fromWallTime } from '#shared/calendar/wall-time.ts';
import type { PostSummary } from '#shared/posts/contract.ts';
import { useMinute } from '../../lib/clock.ts';
import { useFormat } from '../../lib/format.ts';
import { useText } from '../../lib/i18n.ts';
import type { Day } from './calendar-days.ts';
import { type DayPart, dropTime, slotTime } from './day-parts.ts';
import { POST_DRAG_TYPE, PostCard } from './post-card.tsx';
import { strings } from './strings.ts';

/** What every view of the calendar needs to act on posts. */
export type CalendarActs = {
  posts: readonly PostSummary[];
  mayWrite: boolean;
  /** Moves at once, e.g. after a drop. */
  moveTo: (post: PostSummary, wallTime: string) => void;
  /** Asks for the time first. */
  askMove: (post: PostSummary) => void;
};

type Props = {
  day: Day;
  part?: DayPart;
  acts: CalendarActs;
  label: string;
  className: string;
  children: React.ReactNode;
};

/** A square that takes dropped posts. Past squares take them too, to say why the post cannot go there. */
export function DropCell({ day, part, acts, label, className, children }: Props) {
  const ref = useRef<HTMLTableCellElement>(null);
  const { dropProps, isDropTarget } = useDrop({
    ref,
    isDisabled: !acts.mayWrite,
    getDropOperation: (types) => (types.has(POST_DRAG_TYPE) ? 'move' : 'cancel'),
    onDrop: async ({ items }) => {
      const item = items.find((candidate) => candidate.kind === 'text' && candidate.types.has(POST_DRAG_TYPE));
      const postId = item?.kind === 'text' ? await item.getText(POST_DRAG_TYPE) : undefined;
      const post = acts.posts.find((candidate) => candidate.postId === postId);
      if (post?.schedule) acts.moveTo(post, dropTime(post.schedule.wallTime, day.date, part));
    },
  });
  return (
    <td
      {...dropProps}
      ref={ref}
      tabIndex={-1}
      aria-label={label}
      className={`${className} ${isDropTarget ? 'outline-3 -outline-offset-3 outline-focus bg-brand-wash' : ''}`}
    >
      {children}
    </td>
  );
}

/** The way to a new post at this slot; nothing where the whole slot is over. */
export function NewHere({ day, part, className = '' }: { day: Day; part?: DayPart; className?: string }) {
  const { t } = useText();
  const format = useFormat();
  const at = slotTime(day.date, part, useMinute());
  if (!at) return null;
  return (
    <Link
      to="/compose"
      search={{ at }}
      aria-label={t(strings.newAt, { when: format.dateTime(fromWallTime(at)) })}
      className={`grid size-7 place-items-center rounded-lg text-soft hover:bg-brand-wash hover:text-brand ${className}`}
    >
      <Plus aria-hidden="true" className="size-4" />
    </Link>
  );
}

/** The posts of a slot, in order of time. */
export function Cards({ posts, acts }: { posts: readonly PostSummary[]; acts: CalendarActs }) {
  return posts.map((post) => <PostCard key={post.postId} post={post} mayWrite={acts.mayWrite} onMove={acts.askMove} />);
}

import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { PostSummary } from '#shared/posts/contract.ts';
import { isLate } from '#shared/publishing/late.ts';
import { AccountMark } from '../../features/posts/account-mark.tsx';
import { StateBadge } from '../../features/posts/state-badge.tsx';
import { strings as postStrings } from '../../features/posts/strings.ts';
import { useMinute } from '../../lib/clock.ts';
import { useFormat } from '../../lib/format.ts';
import { useText } from '../../lib/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Caption } from '../../ui/caption.tsx';
import { strings } from './strings.ts';

const AT_FIRST = 5;

/** Posts in a line each. A long list shows its beginning and says how long it is. */
export function PostRows({ posts }: { posts: readonly PostSummary[] }) {
  const { t } = useText();
  const [all, setAll] = useState(false);
  return (
    <>
      <ul className="divide-y divide-line">
        {(all ? posts : posts.slice(0, AT_FIRST)).map((post) => (
          <PostLine key={post.postId} post={post} />
        ))}
      </ul>
      {!all && posts.length > AT_FIRST && (
        <Button tone="quiet" small onPress={() => setAll(true)} className="mt-2">
          {t(strings.showAll, { count: posts.length })}
        </Button>
      )}
    </>
  );
}

/** Picture, first words, when, and where it stands if that is not simply "scheduled". */
function PostLine({ post }: { post: PostSummary }) {
  const { t } = useText();
  const format = useFormat();
  const minute = useMinute();
  return (
    <li>
      <Link
        to="/posts/$postId"
        params={{ postId: post.postId }}
        className="-mx-2 flex items-center gap-3 rounded-xl px-2 py-3 hover:bg-canvas"
      >
        {post.thumbnailUrl ? (
          <img
            src={post.thumbnailUrl}
            alt=""
            width={48}
            height={48}
            className="size-12 shrink-0 rounded-lg object-cover"
          />
        ) : (
          <span className="size-12 shrink-0 rounded-lg bg-brand-wash" />
        )}
        <span className="flex min-w-0 flex-1 flex-col">
          <Caption
            inList
            text={post.excerpt || t(postStrings.captionEmpty)}
            lines={1}
            className="max-w-full self-start"
          />
          {(post.state !== 'scheduled' || isLate(post, minute)) && (
            <span className="py-0.5">
              <StateBadge post={post} />
            </span>
          )}
          <AccountMark post={post} />
          {post.schedule && <span className="text-sm text-soft">{format.dateTime(post.schedule.publishAt)}</span>}
        </span>
      </Link>
    </li>
  );
}

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Post } from '#shared/posts/contract.ts';
import type { SocialAccount } from '#shared/social/contract.ts';
import { now } from '../../../lib/clock.ts';
import { useText } from '../../../lib/i18n.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button, buttonClasses } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { isEditable } from '../post-rules.ts';
import { postQuery, postsKey } from '../queries.ts';
import { Composer } from './composer.tsx';
import { ComposerSkeleton } from './composer-skeleton.tsx';
import { forgetMirror, type MirroredDraft, mirrorQuery } from './draft-mirror.ts';
import { mirrorKey } from './draft-store.ts';
import { openingOf } from './opening.ts';
import { strings } from './strings.ts';
import { keepWriting } from './written-before.ts';

type Props = {
  postId?: string;
  at?: string;
  accounts: readonly SocialAccount[];
  userId: string;
  onCreated: (postId: string) => void;
};

/** Brings together what the server holds and what this browser kept, then opens the composer with it. */
export function OpenedComposer({ postId, at, accounts, userId, onCreated }: Props) {
  // The id that the composer was opened with: its own first save must not make it load again.
  const [opened] = useState(postId);
  const post = useQuery({ ...postQuery(opened ?? ''), enabled: opened !== undefined, refetchInterval: false });
  const mirror = useQuery(mirrorQuery(mirrorKey(userId, opened)));
  if (post.error && !post.data) return <ErrorState error={post.error} onRetry={post.refetch} />;
  if (mirror.data === undefined || (opened !== undefined && !post.data)) return <ComposerSkeleton />;
  if (post.data && !isEditable(post.data)) return <NotEditable postId={post.data.postId} />;
  return (
    <Opened post={post.data} kept={mirror.data} at={at} accounts={accounts} userId={userId} onCreated={onCreated} />
  );
}

type OpenedProps = Omit<Props, 'postId' | 'at'> & {
  post: Post | undefined;
  kept: MirroredDraft | null;
  at: string | undefined;
};

function Opened({ post, kept, at, accounts, userId, onCreated }: OpenedProps) {
  const { t } = useText();
  const queries = useQueryClient();
  const [opening, setOpening] = useState(() => ({ turn: 0, ...openingOf({ post, kept, at, accounts, now: now() }) }));
  const told = useRef(post !== undefined);
  const here = useRef(false);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  const onStored = useCallback(
    (stored: Post) => {
      queries.setQueryData(postQuery(stored.postId).queryKey, stored);
      // Lists show it when they are looked at next.
      void queries.invalidateQueries({ queryKey: postsKey, refetchType: 'none' });
      if (accounts.length === 0) keepWriting({ userId, postId: stored.postId });
      if (told.current) return;
      told.current = true;
      // It has an id now: what was kept for the nameless one is out of date.
      void forgetMirror(mirrorKey(userId));
      // Whoever has left meanwhile must not be called back.
      if (here.current) onCreated(stored.postId);
    },
    [queries, accounts.length, userId, onCreated],
  );
  const reopen = (with_: MirroredDraft | null) => {
    const revision = post?.revision ?? 0;
    const again = openingOf({ post, kept: with_ && { ...with_, revision }, at, accounts, now: now() });
    setOpening({ turn: opening.turn + 1, ...again, notice: undefined });
  };
  const startOver = () => {
    void forgetMirror(mirrorKey(userId, post?.postId));
    reopen(null);
  };
  return (
    <div className="flex flex-col gap-4">
      {opening.notice === 'restored' && (
        <Banner
          tone="info"
          live
          action={
            <Button tone="secondary" small onPress={startOver}>
              {t(strings.startOver)}
            </Button>
          }
        >
          {t(strings.restored)}
        </Banner>
      )}
      {opening.notice === 'offered' && (
        <Banner
          tone="info"
          live
          action={
            <Button tone="secondary" small onPress={() => reopen(kept)}>
              {t(strings.restore)}
            </Button>
          }
        >
          {t(strings.restoreOffer)}
        </Banner>
      )}
      <Composer
        key={opening.turn}
        initial={opening.state}
        accounts={accounts}
        userId={userId}
        offered={opening.offered}
        onStored={onStored}
      />
    </div>
  );
}

function NotEditable({ postId }: { postId: string }) {
  const { t } = useText();
  const action = (
    <Link to="/posts/$postId" params={{ postId }} className={buttonClasses()}>
      {t(strings.openPost)}
    </Link>
  );
  return <EmptyState title={t(strings.notEditable)} action={action} />;
}

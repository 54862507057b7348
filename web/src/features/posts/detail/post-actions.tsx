import { Link, useNavigate } from '@tanstack/react-router';
import { CalendarClock, Send, SquarePen, Trash2, Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { Post } from '#shared/posts/contract.ts';
import { now } from '../../../lib/clock.ts';
import { useText } from '../../../lib/i18n.ts';
import { Button, buttonClasses } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { hasPassed, isEditable, isPartlyOut, isPlanned } from '../post-rules.ts';
import { PublishDialog } from '../publish-dialog.tsx';
import { cancelDialog, removeDialog, strings } from '../strings.ts';
import type { usePostActs } from '../use-post-acts.ts';
import { PauseButton } from './pause-button.tsx';

type Props = { post: Post; acts: ReturnType<typeof usePostActs>; onMove: () => void };

/** What can be done with the post as it stands. Nothing is shown that would be refused. */
export function PostActions({ post, acts, onMove }: Props) {
  const { t } = useText();
  const navigate = useNavigate();
  const [asking, setAsking] = useState<'publish' | 'cancel' | 'remove' | undefined>(undefined);
  const close = () => setAsking(undefined);
  const editable = isEditable(post);
  const paused = post.state === 'paused';
  const planned = isPlanned(post.state);
  const partlyOut = isPartlyOut(post);
  const pauseButton = <PauseButton post={post} acts={acts} onMove={onMove} />;
  if (!editable && !paused) return <div className="flex flex-wrap gap-2 empty:hidden">{pauseButton}</div>;

  const publish = async () => {
    if (await acts.run({ kind: 'publish' }, t(strings.publishStarted))) close();
  };
  const cancel = async () => {
    if (await acts.run({ kind: 'cancel' }, t(partlyOut ? strings.cancelledRest : strings.cancelled))) close();
  };
  const remove = async () => {
    if (await acts.run({ kind: 'remove' }, t(strings.deleted))) await navigate({ to: '/calendar' });
  };
  const complete = post.targets.length > 0 && post.media.length > 0;
  return (
    <div className="flex flex-wrap gap-2">
      {pauseButton}
      {editable && (
        <Link to="/compose" search={{ postId: post.postId }} className={buttonClasses('secondary')}>
          <SquarePen aria-hidden="true" className="size-5" />
          {t(strings.edit)}
        </Link>
      )}
      {planned && !(paused && hasPassed(post, now())) && (
        <Button tone="secondary" icon={<CalendarClock aria-hidden="true" className="size-5" />} onPress={onMove}>
          {t(strings.move)}
        </Button>
      )}
      {complete && post.state !== 'failed' && (
        <Button
          tone="secondary"
          icon={<Send aria-hidden="true" className="flip-rtl size-5" />}
          onPress={() => setAsking('publish')}
        >
          {t(strings.publishNow)}
        </Button>
      )}
      {post.state === 'draft' ? (
        <Button
          tone="secondary"
          icon={<Trash2 aria-hidden="true" className="size-5" />}
          onPress={() => setAsking('remove')}
        >
          {t(strings.deleteDraft)}
        </Button>
      ) : (
        <Button
          tone="secondary"
          icon={<Undo2 aria-hidden="true" className="flip-rtl size-5" />}
          onPress={() => (planned ? setAsking('cancel') : void cancel())}
          busy={!planned && acts.busy === 'cancel'}
        >
          {t(planned ? strings.cancelSchedule : strings.backToDraft)}
        </Button>
      )}
      <PublishDialog
        isOpen={asking === 'publish'}
        usernames={post.targets.filter(({ state }) => state !== 'published').map(({ username }) => username)}
        busy={acts.busy === 'publish'}
        onConfirm={publish}
        onClose={close}
      />
      <ConfirmDialog
        danger
        title={t(cancelDialog.title)}
        confirm={t(cancelDialog.act)}
        keep={t(paused ? cancelDialog.keepPaused : cancelDialog.keep)}
        busy={acts.busy === 'cancel'}
        isOpen={asking === 'cancel'}
        onConfirm={cancel}
        onClose={close}
      >
        {t(partlyOut ? cancelDialog.textRest : cancelDialog.text)}
      </ConfirmDialog>
      <ConfirmDialog
        danger
        title={t(removeDialog.title)}
        confirm={t(removeDialog.act)}
        keep={t(removeDialog.keep)}
        busy={acts.busy === 'remove'}
        isOpen={asking === 'remove'}
        onConfirm={remove}
        onClose={close}
      >
        {t(removeDialog.text)}
      </ConfirmDialog>
    </div>
  );
}

import { Link, useNavigate } from '@tanstack/react-router';
import { CalendarCheck, CalendarClock, Send, SquarePen, Trash2, Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { Post } from '#shared/posts/contract.ts';
import { now } from '../../../lib/clock.ts';
import { useText } from '../../../lib/i18n.ts';
import { Button, buttonClasses } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { cancelDialog, removePostDialog } from '../dialog-strings.ts';
import { hasPassed, hasPublishedTarget, isBlocked, isEditable, isPlanned } from '../post-rules.ts';
import { PublishDialog } from '../publish-dialog.tsx';
import { strings } from '../strings.ts';
import type { usePostActs } from '../use-post-acts.ts';
import { NotReady, notReady } from './not-ready.tsx';
import { PauseButton } from './pause-button.tsx';
import { RefusalLine } from './refusal-line.tsx';

type Props = { post: Post; acts: ReturnType<typeof usePostActs>; onMove: () => void };

/** What can be done with the post as it stands. Nothing is shown that would be refused. */
export function PostActions({ post, acts, onMove }: Props) {
  const { t } = useText();
  const navigate = useNavigate();
  const [asking, setAsking] = useState<'publish' | 'cancel' | 'remove' | undefined>(undefined);
  const [tried, setTried] = useState(false);
  const close = () => setAsking(undefined);
  const missing = notReady(post);
  const ready = missing !== 'no_account' && missing.length === 0;
  /** Checks before it asks: nobody is asked about what cannot be done. */
  const ifReady = (ask: () => void) => () => {
    acts.forget();
    setTried(!ready);
    if (ready) ask();
  };
  const editable = isEditable(post);
  const paused = post.state === 'paused';
  const planned = isPlanned(post.state);
  const partlyOut = hasPublishedTarget(post);
  const blocked = isBlocked(post);
  const pauseButton = <PauseButton post={post} acts={acts} onMove={onMove} />;
  const { refused } = acts;
  // Choosing a time has its own place for it, and so has each account.
  const here = refused && refused.act.kind !== 'move' && !('targetId' in refused.act) ? refused.text : undefined;
  const refusal = <RefusalLine text={here} />;
  if (!editable && !paused)
    return (
      <div className="flex flex-wrap gap-2 empty:hidden">
        {pauseButton}
        {refusal}
      </div>
    );

  const publish = async () => {
    await acts.run({ kind: 'publish' }, t(strings.publishStarted));
    close();
  };
  const cancel = async () => {
    await acts.run({ kind: 'cancel' }, t(partlyOut ? strings.cancelledRest : strings.cancelled));
    close();
  };
  const remove = async () => {
    if (await acts.run({ kind: 'remove' }, t(strings.deleted))) await navigate({ to: '/calendar' });
    else close();
  };
  return (
    <div className="flex flex-wrap gap-2">
      {pauseButton}
      {post.state === 'draft' && (
        <Button icon={<CalendarCheck aria-hidden="true" className="size-5" />} onPress={ifReady(onMove)}>
          {t(strings.schedule)}
        </Button>
      )}
      {editable && (
        <Link to="/compose" search={{ postId: post.postId }} className={buttonClasses('secondary')}>
          <SquarePen aria-hidden="true" className="size-5" />
          {t(strings.edit)}
        </Link>
      )}
      {planned && !blocked && !(paused && hasPassed(post, now())) && (
        <Button tone="secondary" icon={<CalendarClock aria-hidden="true" className="size-5" />} onPress={onMove}>
          {t(strings.move)}
        </Button>
      )}
      {!blocked && post.state !== 'failed' && (
        <Button
          tone="secondary"
          icon={<Send aria-hidden="true" className="flip-rtl size-5" />}
          onPress={ifReady(() => setAsking('publish'))}
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
      {refusal}
      {tried && !ready && <NotReady post={post} />}
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
        title={t(removePostDialog.title)}
        confirm={t(removePostDialog.act)}
        keep={t(removePostDialog.keep)}
        busy={acts.busy === 'remove'}
        isOpen={asking === 'remove'}
        onConfirm={remove}
        onClose={close}
      >
        {t(removePostDialog.text)}
      </ConfirmDialog>
    </div>
  );
}

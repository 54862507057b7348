import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { fromWallTime } from '#shared/calendar/wall-time.ts';
import type { Post } from '#shared/posts/contract.ts';
import { now } from '../../../lib/clock.ts';
import { useFormat } from '../../../lib/format.ts';
import { useText } from '../../../lib/i18n.ts';
import { useMay } from '../../../lib/me.ts';
import { announce } from '../../../ui/announcer.tsx';
import { Banner } from '../../../ui/banner.tsx';
import { Card } from '../../../ui/card.tsx';
import { ShiftedNote } from '../../calendar/shifted-note.tsx';
import { accountsQuery } from '../../social/queries.ts';
import { assumedAccounts } from '../composer/limits.ts';
import { PostPreview } from '../composer/post-preview.tsx';
import { formerTimeOf, hasPassed, isHeld } from '../post-rules.ts';
import { postStateStrings, strings as postStrings } from '../strings.ts';
import { usePostActs } from '../use-post-acts.ts';
import { History } from './history.tsx';
import { PostActions } from './post-actions.tsx';
import { strings } from './strings.ts';
import { TargetCard } from './target-card.tsx';

const MoveDialog = lazy(async () => ({ default: (await import('../move-dialog.tsx')).MoveDialog }));

/** A post with everything known about it; says every change of its state to screen readers. */
export function PostDetail({ post }: { post: Post }) {
  const { t } = useText();
  const format = useFormat();
  const mayWrite = useMay('posts:write');
  const { data: accounts = [] } = useQuery(accountsQuery);
  const acts = usePostActs(post);
  const [moving, setMoving] = useState(false);
  useAnnouncedState(post);
  const shown = post.targets.map(({ platform, username, accountId }) => ({
    ...{ platform, username, pictureUrl: accounts.find((account) => account.accountId === accountId)?.pictureUrl },
  }));
  const move = async (wallTime: string) => {
    const said = post.state === 'draft' ? postStrings.scheduledFor : strings.moved;
    const text = t(said, { time: format.dateTime(fromWallTime(wallTime)) });
    if (await acts.run({ kind: 'move', wallTime }, text)) setMoving(false);
  };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="flex flex-col gap-4">
        <Card className="flex flex-col gap-4">
          <When post={post} />
          {isHeld(post) && <PausedNote post={post} />}
          {mayWrite ? (
            <PostActions post={post} acts={acts} onMove={() => setMoving(true)} />
          ) : (
            <p className="text-sm text-soft">{t(postStrings.readOnly)}</p>
          )}
          {post.targets.length === 0 && <p className="text-soft">{t(strings.noAccounts)}</p>}
          {post.targets.length > 0 && (
            <ul aria-label={t(strings.accounts)} className="flex flex-col gap-3">
              {post.targets.map((target) => (
                <TargetCard
                  key={target.targetId}
                  post={post}
                  target={target}
                  acts={acts}
                  onReschedule={() => setMoving(true)}
                />
              ))}
            </ul>
          )}
        </Card>
        <Card>
          <h2 className="mb-3 text-lg font-semibold">{t(strings.history)}</h2>
          <History post={post} />
        </Card>
      </div>
      <PostPreview
        accounts={shown.length > 0 ? shown : assumedAccounts}
        caption={post.caption}
        comment={post.firstComment}
        whole
        image={post.media[0] && { ...post.media[0], altText: post.media[0].altText ?? '' }}
      />
      {moving && (
        <Suspense>
          <MoveDialog
            wallTime={formerTimeOf(post, now())}
            busy={acts.busy === 'move'}
            purpose={post.state === 'draft' ? 'schedule' : isHeld(post) ? 'resume' : 'move'}
            refusal={acts.refused?.text}
            onMove={move}
            onClose={() => setMoving(false)}
          />
        </Suspense>
      )}
    </div>
  );
}

function When({ post }: { post: Post }) {
  const { t } = useText();
  const format = useFormat();
  const at = post.schedule?.publishAt;
  const former = formerTimeOf(post, now());
  if (at === undefined)
    return (
      <p className="text-soft">
        {former ? t(postStrings.formerTime, { time: format.dateTime(fromWallTime(former)) }) : t(strings.noTime)}
      </p>
    );
  return (
    <div>
      <h2 className="text-sm text-soft">{t(headingOf(post))}</h2>
      <p className="text-lg font-semibold">{format.dateTime(at)}</p>
      <ShiftedNote shifted={post.schedule?.shifted} />
      <p className="text-sm text-soft">
        {t(postStrings.hijriDate, { hijri: format.hijri(at) })} · {t(postStrings.kuwaitTime)}
      </p>
    </div>
  );
}

/** What its time means: it goes out then, went out, or did not. */
function headingOf({ state }: Post) {
  if (state === 'published') return strings.wentOut;
  if (state === 'paused') return strings.plannedFor;
  return state === 'scheduled' || state === 'publishing' ? strings.goesOut : strings.wasPlannedFor;
}

/** What being paused means now: before its time there is time to resume, after it a new one is needed. */
function PausedNote({ post }: { post: Post }) {
  const { t } = useText();
  const passed = hasPassed(post, now());
  return <Banner tone={passed ? 'warn' : 'info'}>{t(passed ? strings.pausedPassed : strings.pausedNote)}</Banner>;
}

/** Says a state that changed while the page was open; the one it was opened with is on the screen anyway. */
function useAnnouncedState({ state }: Post): void {
  const { t } = useText();
  const said = useRef(state);
  useEffect(() => {
    if (said.current === state) return;
    said.current = state;
    announce(t(strings.stateIs, { state: t(postStateStrings[state]) }));
  }, [state, t]);
}

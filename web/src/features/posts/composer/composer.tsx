import { useRef, useState } from 'react';
import type { Media } from '#shared/media/contract.ts';
import type { Post } from '#shared/posts/contract.ts';
import type { SocialAccount } from '#shared/social/contract.ts';
import { now } from '../../../lib/clock.ts';
import { useText } from '../../../lib/i18n.ts';
import { announce } from '../../../ui/announcer.tsx';
import { Card } from '../../../ui/card.tsx';
import { toast } from '../../../ui/toast.tsx';
import { strings as mediaStrings } from '../../media/strings.ts';
import { useUpload } from '../../media/use-upload.ts';
import { isPlanned } from '../post-rules.ts';
import { isPast } from '../when/quick-times.ts';
import { AccountChooser } from './account-chooser.tsx';
import { ActionBar } from './action-bar.tsx';
import { BreachList } from './breach-list.tsx';
import { CaptionField } from './caption-field.tsx';
import type { ComposerState } from './composer-state.ts';
import { ConflictBanner } from './conflict-banner.tsx';
import { FirstCommentField } from './first-comment-field.tsx';
import { ImageField } from './image-field.tsx';
import { InstagramPreview } from './instagram-preview.tsx';
import { accountBreaches } from './limits.ts';
import { strings } from './strings.ts';
import { type Act, useActs } from './use-acts.ts';
import { useComposerKeys } from './use-composer-keys.ts';
import { useDraft } from './use-draft.ts';
import { useMirror } from './use-mirror.ts';
import { WhenSection } from './when-section.tsx';

type Props = {
  initial: ComposerState;
  accounts: readonly SocialAccount[];
  userId: string;
  /** The time the post is scheduled for (`YYYY-MM-DDTHH:mm`), or empty. */
  scheduled: string;
  onStored: (post: Post) => void;
};

/** Write, look, choose a time, act. What is wrong is said beside what it is about, and nothing typed is ever lost. */
export function Composer({ initial, accounts, userId, scheduled, onStored }: Props) {
  const { t } = useText();
  const draft = useDraft(initial, onStored);
  const { state, dispatch, saving } = draft;
  const { act, busy } = useActs(draft);
  const [tried, setTried] = useState<Act | undefined>(undefined);
  const form = useRef<HTMLDivElement>(null);
  useMirror(userId, state, scheduled);

  const takeMedia = ({ mediaId, url = '', width = 0, height = 0, altText = '' }: Media) => {
    dispatch({ kind: 'image_chosen', image: { mediaId, url, width, height, altText } });
    announce(t(mediaStrings.ready));
  };
  const { upload, start, stop } = useUpload(takeMedia);

  const chosen = accounts.filter(({ accountId }) => state.accountIds.includes(accountId));
  const breaches = accountBreaches(state, chosen);
  const image = state.images[0];
  const sending = upload.kind === 'sending' ? { url: upload.localUrl, altText: '' } : undefined;
  // Before the first try, a missing image is not a mistake yet.
  const shown = breaches.filter(({ rule }) => tried || rule !== 'media_missing');

  const whyNot = (name: Act): boolean => {
    if (name === 'save' || name === 'cancel') return false;
    const timeWrong = name === 'schedule' && (!state.date || !state.time || isPast(state.date, state.time, now()));
    return chosen.length === 0 || breaches.length > 0 || timeWrong;
  };
  const attempt = (name: Act) => {
    if (upload.kind === 'sending' && name !== 'cancel') return toast({ tone: 'danger', text: t(strings.waitForImage) });
    setTried(name);
    if (!whyNot(name)) return act(name);
    requestAnimationFrame(() =>
      form.current?.querySelector('[role=alert]:not(:empty), [aria-live] > li')?.scrollIntoView({ block: 'center' }),
    );
  };
  useComposerKeys(attempt, {
    scheduled: isPlanned(state.post?.state),
    timeChanged: `${state.date}T${state.time}` !== scheduled,
  });

  return (
    <div ref={form}>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex flex-col gap-4">
          {saving.kind === 'conflict' && <ConflictBanner latest={saving.latest} onSettle={draft.settle} />}
          <Card className="flex flex-col gap-5">
            <AccountChooser
              accounts={accounts}
              chosen={state.accountIds}
              error={tried && chosen.length === 0 ? t(strings.accountsMissing) : undefined}
              onToggle={(accountId) => dispatch({ kind: 'account_toggled', accountId })}
            />
            <div className="flex flex-col gap-2">
              <CaptionField
                caption={state.caption}
                firstComment={state.firstComment}
                cleaned={state.cleaned}
                accounts={chosen.length > 0 ? chosen : accounts}
                onType={(caption) => dispatch({ kind: 'typed', caption })}
                onFile={start}
              />
              <BreachList breaches={shown.filter(({ rule }) => !isOfComment(rule))} />
            </div>
            <ImageField
              image={image}
              upload={upload}
              onFile={start}
              onStop={stop}
              onMedia={takeMedia}
              onRemove={(mediaId) => dispatch({ kind: 'image_removed', mediaId })}
              onDescribe={(mediaId, altText) => dispatch({ kind: 'image_described', mediaId, altText })}
            />
            <div className="flex flex-col gap-2">
              <FirstCommentField
                caption={state.caption}
                comment={state.firstComment}
                cleaned={state.commentCleaned}
                accounts={chosen.length > 0 ? chosen : accounts}
                onType={(firstComment) => dispatch({ kind: 'commented', firstComment })}
              />
              <BreachList breaches={shown.filter(({ rule }) => isOfComment(rule))} />
            </div>
            <WhenSection
              date={state.date}
              time={state.time}
              required={tried === 'schedule'}
              onChange={(change) => dispatch({ kind: 'time_chosen', ...change })}
            />
          </Card>
        </div>
        <div className="lg:sticky lg:top-20">
          <InstagramPreview
            username={chosen[0]?.username ?? accounts[0]?.username ?? ''}
            pictureUrl={chosen[0]?.pictureUrl}
            caption={state.caption}
            comment={state.firstComment}
            image={sending ?? image}
          />
        </div>
      </div>
      <ActionBar state={state} saving={saving} scheduled={scheduled} busy={busy} accounts={chosen} onAct={attempt} />
    </div>
  );
}

const isOfComment = (rule: string): boolean => rule.startsWith('comment_');

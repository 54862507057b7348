import { lazy, Suspense, useRef } from 'react';
import type { Media } from '#shared/media/contract.ts';
import { composingOf } from '#shared/platforms/composing.ts';
import { networkOf, type Platform } from '#shared/platforms/platform.ts';
import type { Post } from '#shared/posts/contract.ts';
import { contentFor } from '#shared/posts/variant.ts';
import type { SocialAccount } from '#shared/social/contract.ts';
import { now } from '../../../lib/clock.ts';
import { useText } from '../../../lib/i18n.ts';
import { announce } from '../../../ui/announcer.tsx';
import { Card } from '../../../ui/card.tsx';
import { FrameButton } from '../../media/frame-button.tsx';
import { framesOf } from '../../media/frames-of.ts';
import { strings as mediaStrings } from '../../media/strings.ts';
import { useUpload } from '../../media/use-upload.ts';
import { useRefusal } from '../use-refusal.ts';
import { AccountChooser } from './account-chooser.tsx';
import { ActNote } from './act-note.tsx';
import { ActionBar } from './action-bar.tsx';
import { BreachList } from './breach-list.tsx';
import { CaptionField } from './caption-field.tsx';
import type { ComposerState } from './composer-state.ts';
import { ConflictBanner } from './conflict-banner.tsx';
import type { Act } from './draft.ts';
import { FieldPart } from './field-part.tsx';
import { FirstCommentField } from './first-comment-field.tsx';
import { type Field, fieldOf, hindrancesOf } from './hindrances.ts';
import { ImageField } from './image-field.tsx';
import { accountBreaches, assumedAccounts } from './limits.ts';
import { PostPreview } from './post-preview.tsx';
import { useActs } from './use-acts.ts';
import { useAttempt } from './use-attempt.ts';
import { useComposerKeys } from './use-composer-keys.ts';
import { useDraft } from './use-draft.ts';
import { useMirror } from './use-mirror.ts';
import { WhenSection } from './when-section.tsx';

const loadQuestion = () => import('./ask-first.tsx');
const Variants = lazy(async () => ({ default: (await import('./variants.tsx')).Variants }));
const AskFirst = lazy(async () => ({ default: (await loadQuestion()).AskFirst }));

const missingYet: ReadonlySet<string> = new Set(['media_missing', 'text_missing', 'option_missing']);

/** One account of a network without questions of its own gets the post as it is. */
const needsVariants = (chosen: readonly SocialAccount[]): boolean =>
  chosen.length > 1 || chosen.some(({ platform }) => hasQuestions(platform));
const hasQuestions = (platform: Platform): boolean => {
  const { options, counting } = composingOf(platform);
  const isAsked = Object.values(networkOf(platform).kinds).some(
    ({ onRequest, textless }) => onRequest !== undefined || textless,
  );
  return isAsked || options !== undefined || counting.parts !== undefined;
};

/** The accounts that the text for all is for. */
const withoutOwn = <T extends { accountId: string }>(accounts: readonly T[], variants: ComposerState['variants']) =>
  accounts.filter(
    ({ accountId }) => !variants?.some((one) => one.accountId === accountId && one.caption !== undefined),
  );

type Props = {
  initial: ComposerState;
  accounts: readonly SocialAccount[];
  userId: string;
  /** A time that was filled in without anybody having chosen it (`YYYY-MM-DDTHH:mm`), or empty. */
  offered: string;
  onStored: (post: Post) => void;
};

/** Write, look, choose a time, act. What is wrong is said beside what it is about, and nothing typed is ever lost. */
export function Composer({ initial, accounts, userId, offered, onStored }: Props) {
  const { t } = useText();
  const explain = useRefusal();
  const draft = useDraft(initial, onStored);
  const { state, dispatch, saving, busy } = draft;
  const acts = useActs(draft);
  const form = useRef<HTMLDivElement>(null);
  useMirror(userId, state, offered);

  const takeMedia = (media: Media) => {
    const { mediaId, url = '', width = 0, height = 0, altText = '' } = media;
    dispatch({ kind: 'image_chosen', image: { mediaId, url, width, height, altText, ...framesOf(media) } });
    announce(t(mediaStrings.ready));
  };
  const { upload, start, stop } = useUpload(takeMedia);

  const chosen = accounts.filter(({ accountId }) => state.accountIds.includes(accountId));
  const breaches = accountBreaches(state, chosen.length > 0 ? chosen : assumedAccounts);
  const image = state.images[0];
  const sending = upload.kind === 'sending' ? { url: upload.localUrl, altText: '' } : undefined;
  const wrong = (act: Act): Field[] =>
    hindrancesOf(act, { state, breaches, uploading: sending !== undefined, now: now() });
  const { tried, asking, late, attempt, confirm, close, show } = useAttempt({ form, wrong, acts });
  useComposerKeys(attempt, state);

  const hindrances = tried ? wrong(tried) : [];
  const breachesOf = (field: Field) =>
    // Before the first try, what is still to come is not a mistake yet.
    breaches.filter(({ rule }) => fieldOf(rule) === field && (tried || !missingYet.has(rule)));
  const { refused } = acts;
  const refusal = refused && explain(refused.error);
  // What could not be stored is said beside it already.
  const isSaid = late || (saving.kind === 'failed' && saving.error === refused?.error);
  const known = accounts.length > 0 ? accounts : assumedAccounts;
  return (
    <div ref={form}>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex flex-col gap-4">
          {saving.kind === 'conflict' && <ConflictBanner {...saving} onSettle={draft.settle} />}
          <Card className="flex flex-col gap-5">
            <FieldPart field="accounts">
              <AccountChooser
                accounts={accounts}
                chosen={state.accountIds}
                missing={hindrances.includes('accounts')}
                onToggle={(accountId) => dispatch({ kind: 'account_toggled', accountId })}
              />
            </FieldPart>
            <FieldPart field="text">
              <CaptionField
                caption={state.caption}
                firstComment={state.firstComment}
                images={state.images}
                cleaned={state.cleaned}
                accounts={withoutOwn(chosen.length > 0 ? chosen : known, state.variants)}
                onType={(caption) => dispatch({ kind: 'typed', caption })}
                onFile={start}
              />
              <BreachList breaches={breachesOf('text')} />
            </FieldPart>
            {needsVariants(chosen) && (
              <FieldPart field="variants">
                <Suspense>
                  <Variants
                    caption={state.caption}
                    images={state.images}
                    accounts={chosen}
                    variants={state.variants ?? []}
                    onVary={(accountId, change) => dispatch({ kind: 'varied', accountId, change })}
                  />
                </Suspense>
                <BreachList breaches={breachesOf('variants')} />
              </FieldPart>
            )}
            <FieldPart field="image">
              <ImageField
                image={image}
                upload={upload}
                onFile={start}
                onStop={stop}
                onMedia={takeMedia}
                onRemove={(mediaId) => dispatch({ kind: 'image_removed', mediaId })}
                onDescribe={(mediaId, altText) => dispatch({ kind: 'image_described', mediaId, altText })}
              />
              <BreachList breaches={breachesOf('image')} />
              {image && (
                <FrameButton
                  image={image}
                  platforms={(chosen.length > 0 ? chosen : known).map(({ platform }) => platform)}
                  onFramed={(media) => {
                    dispatch({ kind: 'image_framed', image: { mediaId: media.mediaId, ...framesOf(media) } });
                    announce(t(mediaStrings.framed));
                  }}
                />
              )}
            </FieldPart>
            <FieldPart field="comment">
              <FirstCommentField
                caption={state.caption}
                comment={state.firstComment}
                images={state.images}
                cleaned={state.commentCleaned}
                accounts={chosen.length > 0 ? chosen : known}
                onType={(firstComment) => dispatch({ kind: 'commented', firstComment })}
              />
              <BreachList breaches={breachesOf('comment')} />
            </FieldPart>
            <FieldPart field="when">
              <WhenSection
                date={state.date}
                time={state.time}
                required={tried === 'schedule'}
                refusal={late ? refusal : undefined}
                onChange={(change) => {
                  acts.forget();
                  dispatch({ kind: 'time_chosen', ...change });
                }}
              />
            </FieldPart>
          </Card>
        </div>
        <div className="lg:sticky lg:top-20">
          <PostPreview
            accounts={(chosen.length > 0 ? chosen : known).map((account) => ({
              ...account,
              caption: contentFor(state, account.accountId).caption,
            }))}
            caption={state.caption}
            comment={state.firstComment}
            image={sending ?? image}
          />
        </div>
      </div>
      <ActionBar
        state={state}
        saving={saving}
        busy={busy}
        note={
          <ActNote act={tried ?? 'save'} hindrances={hindrances} refusal={isSaid ? undefined : refusal} onShow={show} />
        }
        onReach={() => void loadQuestion()}
        onAct={attempt}
      />
      {asking && (
        <Suspense>
          <AskFirst
            asking={asking}
            usernames={chosen.map(({ username }) => username)}
            onConfirm={confirm}
            onClose={close}
          />
        </Suspense>
      )}
    </div>
  );
}

import { CalendarCheck, Send } from 'lucide-react';
import { useState } from 'react';
import type { SocialAccount } from '#shared/social/contract.ts';
import { useText } from '../../../lib/i18n.ts';
import { Button } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { PublishDialog } from '../publish-dialog.tsx';
import { strings as postStrings } from '../strings.ts';
import type { ComposerState } from './composer-state.ts';
import { SaveStatus } from './save-status.tsx';
import { strings } from './strings.ts';
import type { Act } from './use-acts.ts';
import { mainAct } from './use-composer-keys.ts';
import type { SaveState } from './use-draft.ts';

type Props = {
  state: ComposerState;
  saving: SaveState;
  scheduled: string;
  busy: Act | undefined;
  accounts: readonly SocialAccount[];
  onAct: (act: Act) => void;
};

/** What can be done with the post now; sticks to the bottom so that it is never out of reach on a phone. */
export function ActionBar({ state, saving, scheduled, busy, accounts, onAct }: Props) {
  const { t } = useText();
  const [asking, setAsking] = useState<'publish' | 'cancel' | undefined>(undefined);
  const isScheduled = state.post?.state === 'scheduled';
  const isDraft = state.post === undefined || state.post.state === 'draft';
  const main = mainAct({ scheduled: isScheduled, timeChanged: `${state.date}T${state.time}` !== scheduled });
  const confirm = (act: 'publish' | 'cancel') => {
    setAsking(undefined);
    onAct(act);
  };
  return (
    <div className="sticky bottom-[calc(4rem+env(safe-area-inset-bottom))] z-10 -mx-3 border-t border-line bg-surface/95 p-3 backdrop-blur sm:mx-0 sm:rounded-card sm:border lg:bottom-4 lg:col-span-2">
      <div className="flex flex-wrap items-center gap-2">
        <Button
          busy={busy === main}
          icon={<CalendarCheck aria-hidden="true" className="size-5" />}
          onPress={() => onAct(main)}
          className="flex-1 sm:flex-none"
        >
          {t(isScheduled ? strings.update : strings.schedule)}
        </Button>
        <Button
          tone="secondary"
          busy={busy === 'publish'}
          icon={<Send aria-hidden="true" className="flip-rtl size-5" />}
          onPress={() => setAsking('publish')}
          className="flex-1 sm:flex-none"
        >
          {t(postStrings.publishNow)}
        </Button>
        {isDraft && (
          <Button tone="quiet" busy={busy === 'save'} onPress={() => onAct('save')}>
            {t(strings.saveDraft)}
          </Button>
        )}
        {isScheduled && (
          <Button tone="quiet" busy={busy === 'cancel'} onPress={() => setAsking('cancel')}>
            {t(postStrings.cancelSchedule)}
          </Button>
        )}
        <div className="ms-auto min-w-0">
          <SaveStatus state={state} saving={saving} />
        </div>
      </div>
      <PublishDialog
        isOpen={asking === 'publish'}
        usernames={accounts.map(({ username }) => username)}
        onConfirm={() => confirm('publish')}
        onClose={() => setAsking(undefined)}
      />
      <ConfirmDialog
        danger
        title={t(postStrings.confirmCancelTitle)}
        confirm={t(postStrings.cancelSchedule)}
        isOpen={asking === 'cancel'}
        onConfirm={() => confirm('cancel')}
        onClose={() => setAsking(undefined)}
      >
        {t(postStrings.confirmCancel)}
      </ConfirmDialog>
    </div>
  );
}

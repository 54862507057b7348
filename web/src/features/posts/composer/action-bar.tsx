import { CalendarCheck, Save, Send, Undo2 } from 'lucide-react';
import { useRef } from 'react';
import { useText } from '../../../lib/i18n.ts';
import { Button } from '../../../ui/button.tsx';
import { useFoot } from '../../../ui/foot.ts';
import { isPlanned } from '../post-rules.ts';
import { strings as postStrings } from '../strings.ts';
import type { ComposerState } from './composer-state.ts';
import type { Act, SaveState } from './draft.ts';
import { SaveStatus } from './save-status.tsx';
import { strings } from './strings.ts';
import { mainAct } from './use-composer-keys.ts';

type Props = {
  state: ComposerState;
  saving: SaveState;
  busy: Act | undefined;
  /** What stands in the way of the last press, or why it was refused: said beside the button that was pressed. */
  note: React.ReactNode;
  /** A press on this button is likely: what it needs may be fetched. */
  onReach: () => void;
  onAct: (act: Act) => void;
};

const narrow = 'max-sm:px-3 max-sm:text-sm';

/** What can be done with the post now: one row at the foot of the form, in reach wherever one has scrolled to. */
export function ActionBar({ state, saving, busy, note, onReach, onAct }: Props) {
  const { t } = useText();
  const bar = useRef<HTMLDivElement>(null);
  useFoot(bar);
  const isScheduled = isPlanned(state.post?.state);
  const isDraft = state.post === undefined || state.post.state === 'draft';
  const main = mainAct(state);
  const reach = { onHoverStart: onReach, onFocus: onReach };
  return (
    <div
      ref={bar}
      className="sticky bottom-[calc(4rem+env(safe-area-inset-bottom))] z-10 -mx-3 mt-3 -mb-12 border-t border-line bg-surface px-3 py-2 sm:-mx-6 sm:px-6 lg:bottom-0 lg:mx-0 lg:me-[23rem] lg:-mb-7 lg:rounded-card lg:border lg:px-5 lg:py-3"
    >
      {note}
      <div className="flex flex-wrap items-center gap-2">
        <Button
          busy={busy === main}
          icon={<CalendarCheck aria-hidden="true" className="size-5 max-[21.5rem]:hidden" />}
          onPress={() => onAct(main)}
          className={`flex-1 sm:flex-none ${narrow}`}
        >
          {t(main === 'save' || state.post?.state === 'scheduled' ? strings.update : strings.schedule)}
        </Button>
        <Button
          {...reach}
          tone="secondary"
          busy={busy === 'publish'}
          icon={<Send aria-hidden="true" className="flip-rtl size-5 max-[21.5rem]:hidden" />}
          onPress={() => onAct('publish')}
          className={`flex-1 sm:flex-none ${narrow}`}
        >
          {t(postStrings.publishNow)}
        </Button>
        {isDraft && (
          <Button
            tone="quiet"
            busy={busy === 'save'}
            icon={<Save aria-hidden="true" className="size-5 sm:hidden" />}
            onPress={() => onAct('save')}
            className={narrow}
          >
            <span className="max-sm:sr-only">{t(strings.saveDraft)}</span>
          </Button>
        )}
        {isScheduled && (
          <Button
            {...reach}
            tone="quiet"
            busy={busy === 'cancel'}
            icon={<Undo2 aria-hidden="true" className="flip-rtl size-5 sm:hidden" />}
            onPress={() => onAct('cancel')}
            className={narrow}
          >
            <span className="max-sm:sr-only">{t(postStrings.cancelSchedule)}</span>
          </Button>
        )}
        <div className="order-first min-w-0 basis-full empty:hidden sm:order-none sm:ms-auto sm:basis-auto">
          <SaveStatus state={state} saving={saving} />
        </div>
      </div>
    </div>
  );
}

import { useState } from 'react';
import { now } from '../../lib/clock.ts';
import { useText } from '../../lib/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { moveDialog, resumeAtDialog, scheduleDialog } from './dialog-strings.ts';
import { isPast } from './when/quick-times.ts';
import { WhenField } from './when/when-field.tsx';

/** What choosing a time does: a paused post also goes on, a draft is scheduled. The dialog says so. */
export type MovePurpose = 'move' | 'resume' | 'schedule';

type Props = {
  /** `YYYY-MM-DDTHH:mm` to begin with, or empty. */
  wallTime: string;
  busy: boolean;
  purpose?: MovePurpose;
  /** Why the last time was not taken, in a sentence. */
  refusal?: string | undefined;
  onMove: (wallTime: string) => void;
  onClose: () => void;
};

const words = { move: moveDialog, resume: resumeAtDialog, schedule: scheduleDialog } satisfies Record<
  MovePurpose,
  unknown
>;

/** Another time for a post: the way to move it by keyboard and touch. */
export function MoveDialog({ wallTime, busy, purpose = 'move', refusal, onMove, onClose }: Props) {
  const { t } = useText();
  const [date = '', time = ''] = wallTime.split('T');
  const [when, setWhen] = useState({ date, time });
  const [tried, setTried] = useState(false);
  /** Whether the time is another than the one that was refused. */
  const [changed, setChanged] = useState(false);
  const change = (part: { date?: string; time?: string }) => {
    setWhen({ ...when, ...part });
    setChanged(true);
  };
  const save = () => {
    setTried(true);
    setChanged(false);
    if (when.date && when.time && !isPast(when.date, when.time, now())) onMove(`${when.date}T${when.time}`);
  };
  return (
    <Dialog
      title={t(words[purpose].title)}
      isOpen
      onClose={onClose}
      actions={
        <Button busy={busy} onPress={save}>
          {t(words[purpose].act)}
        </Button>
      }
    >
      <WhenField {...when} atOnce required={tried} refusal={changed ? undefined : refusal} onChange={change} />
    </Dialog>
  );
}

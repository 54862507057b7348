import { useState } from 'react';
import { now } from '../../lib/clock.ts';
import { useText } from '../../lib/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { moveDialog, resumeAtDialog } from './strings.ts';
import { isPast } from './when/quick-times.ts';
import { WhenField } from './when/when-field.tsx';

type Props = {
  /** `YYYY-MM-DDTHH:mm` as it is now, or empty. */
  wallTime: string;
  busy: boolean;
  /** The post is paused: a new time also lets it go out again, and the dialog says so. */
  resumes?: boolean;
  onMove: (wallTime: string) => void;
  onClose: () => void;
};

/** Another time for a post: the way to move it by keyboard and touch. */
export function MoveDialog({ wallTime, busy, resumes = false, onMove, onClose }: Props) {
  const { t } = useText();
  const words = resumes ? resumeAtDialog : moveDialog;
  const [date = '', time = ''] = wallTime.split('T');
  const [when, setWhen] = useState({ date, time });
  const [tried, setTried] = useState(false);
  const save = () => {
    setTried(true);
    if (when.date && when.time && !isPast(when.date, when.time, now())) onMove(`${when.date}T${when.time}`);
  };
  return (
    <Dialog
      title={t(words.title)}
      isOpen
      onClose={onClose}
      actions={
        <Button busy={busy} onPress={save}>
          {t(words.act)}
        </Button>
      }
    >
      <WhenField {...when} atOnce required={tried} onChange={(change) => setWhen({ ...when, ...change })} />
    </Dialog>
  );
}

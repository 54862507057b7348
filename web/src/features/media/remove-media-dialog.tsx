import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useExplain } from '../../lib/explain.ts';
import { useText } from '../../lib/i18n.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { toast } from '../../ui/toast.tsx';
import { removeMediaDialog, libraryStrings as strings } from './library-strings.ts';
import { mediaApi, mediaKey } from './queries.ts';

const AT_ONCE = 50;

type Props = { mediaIds: readonly string[]; onClose: () => void; onRemoved: () => void };

/** Asks before files are deleted, and tells what stayed because a post needs it. */
export function RemoveMediaDialog({ mediaIds, onClose, onRemoved }: Props) {
  const { t } = useText();
  const explain = useExplain();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const remove = async () => {
    setBusy(true);
    let [gone, stayed] = [0, 0];
    try {
      for (let from = 0; from < mediaIds.length; from += AT_ONCE) {
        const answer = await mediaApi.removeMany({ body: { mediaIds: mediaIds.slice(from, from + AT_ONCE) } });
        gone += answer.removed.length;
        stayed += answer.inUse.length;
      }
      if (gone > 0) toast({ text: t(strings.removed, { count: gone }) });
      if (stayed > 0) toast({ tone: 'danger', text: t(strings.stayed, { count: stayed }) });
      onRemoved();
    } catch (error) {
      toast({ tone: 'danger', text: explain(error) });
    } finally {
      await queries.invalidateQueries({ queryKey: mediaKey });
      onClose();
    }
  };
  return (
    <ConfirmDialog
      title={t(removeMediaDialog.title)}
      confirm={t(removeMediaDialog.act)}
      keep={t(removeMediaDialog.keep)}
      danger
      busy={busy}
      isOpen
      onConfirm={() => void remove()}
      onClose={onClose}
    >
      {t(removeMediaDialog.text)}
    </ConfirmDialog>
  );
}

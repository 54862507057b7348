import type { ReactNode } from 'react';
import { defineStrings, useText } from '../lib/i18n.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

export const strings = defineStrings({ cancel: { ar: 'إلغاء', en: 'Cancel' } });

type Props = {
  title: string;
  /** What will happen, and what will not. */
  children: ReactNode;
  /** The act in a verb: "Disconnect", never "OK". */
  confirm: string;
  danger?: boolean;
  busy?: boolean;
  isOpen: boolean;
  onConfirm: () => void;
  onClose: () => void;
};

/** Asks before something that cannot be taken back easily. */
export function ConfirmDialog({
  title,
  children,
  confirm,
  danger = false,
  busy = false,
  isOpen,
  onConfirm,
  onClose,
}: Props) {
  const { t } = useText();
  const actions = (
    <>
      <Button tone={danger ? 'danger' : 'primary'} busy={busy} onPress={onConfirm}>
        {confirm}
      </Button>
      <Button tone="secondary" onPress={onClose}>
        {t(strings.cancel)}
      </Button>
    </>
  );
  return (
    <Dialog alert title={title} isOpen={isOpen} onClose={onClose} actions={actions}>
      {children}
    </Dialog>
  );
}

import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

type Props = {
  title: string;
  /** What will happen, and what will not. */
  children: ReactNode;
  /** The act in a verb: "Disconnect", never "OK". */
  confirm: string;
  /** The safe way, named by what stays: "Keep it connected", never "Cancel". */
  keep: string;
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
  keep,
  danger = false,
  busy = false,
  isOpen,
  onConfirm,
  onClose,
}: Props) {
  const actions = (
    <>
      <Button tone={danger ? 'danger' : 'primary'} busy={busy} onPress={onConfirm}>
        {confirm}
      </Button>
      <Button tone="secondary" onPress={onClose}>
        {keep}
      </Button>
    </>
  );
  return (
    <Dialog alert title={title} isOpen={isOpen} onClose={onClose} actions={actions}>
      {children}
    </Dialog>
  );
}

import { useFormat } from '../../lib/format.ts';
import { useText } from '../../lib/i18n.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { publishDialog } from './dialog-strings.ts';

type Props = {
  isOpen: boolean;
  usernames: readonly string[];
  busy?: boolean;
  onConfirm: () => void;
  onClose: () => void;
};

/** Publishing cannot be taken back: name the accounts before it happens. */
export function PublishDialog({ isOpen, usernames, busy = false, onConfirm, onClose }: Props) {
  const { t } = useText();
  const format = useFormat();
  return (
    <ConfirmDialog
      title={t(publishDialog.title)}
      confirm={t(publishDialog.act)}
      keep={t(publishDialog.keep)}
      busy={busy}
      isOpen={isOpen}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      {t(publishDialog.text, { accounts: format.list(usernames.map((username) => `@${username}`)) })}
    </ConfirmDialog>
  );
}

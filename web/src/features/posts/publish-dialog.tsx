import { useText } from '../../lib/i18n.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { strings } from './strings.ts';

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
  return (
    <ConfirmDialog
      title={t(strings.confirmPublishTitle)}
      confirm={t(strings.publishNow)}
      busy={busy}
      isOpen={isOpen}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      {t(strings.confirmPublish, { accounts: usernames.map((username) => `@${username}`).join(' · ') })}
    </ConfirmDialog>
  );
}

import { useText } from '../../../lib/i18n.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { cancelDialog } from '../dialog-strings.ts';
import { PublishDialog } from '../publish-dialog.tsx';

type Props = {
  asking: 'publish' | 'cancel';
  usernames: readonly string[];
  onConfirm: () => void;
  onClose: () => void;
};

/** The question before an act that reaches the public or undoes a plan. Fetched when somebody reaches for the button. */
export function AskFirst({ asking, usernames, onConfirm, onClose }: Props) {
  const { t } = useText();
  if (asking === 'publish')
    return <PublishDialog isOpen usernames={usernames} onConfirm={onConfirm} onClose={onClose} />;
  return (
    <ConfirmDialog
      danger
      title={t(cancelDialog.title)}
      confirm={t(cancelDialog.act)}
      keep={t(cancelDialog.keep)}
      isOpen
      onConfirm={onConfirm}
      onClose={onClose}
    >
      {t(cancelDialog.text)}
    </ConfirmDialog>
  );
}

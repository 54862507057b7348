import { useText } from '../../lib/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ConnectNeeds } from './connect-needs.tsx';
import { connectDialog } from './strings.ts';
import { useConnect } from './use-connect.ts';

/** What is needed, once more before leaving for Instagram. */
export function ConnectDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useText();
  const { begin, busy } = useConnect();
  const action = (
    <Button onPress={begin} busy={busy} className="w-full sm:w-auto">
      {t(connectDialog.act)}
    </Button>
  );
  return (
    <Dialog title={t(connectDialog.title)} isOpen={isOpen} onClose={onClose} actions={action}>
      <ConnectNeeds />
    </Dialog>
  );
}

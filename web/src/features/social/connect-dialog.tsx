import { networkOf, type Platform } from '#shared/platforms/platform.ts';
import { useText } from '../../lib/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ConnectNeeds } from './connect-needs.tsx';
import { strings } from './strings.ts';
import { useConnect } from './use-connect.ts';

type Props = { platform: Platform; isOpen: boolean; onClose: () => void };

/** What is needed, once more before leaving for the network. */
export function ConnectDialog({ platform, isOpen, onClose }: Props) {
  const { t } = useText();
  const { begin, busy } = useConnect(platform);
  const network = t(networkOf(platform).names);
  const action = (
    <Button onPress={begin} busy={busy} className="w-full sm:w-auto">
      {t(strings.go, { network })}
    </Button>
  );
  return (
    <Dialog title={t(strings.needTitle, { network })} isOpen={isOpen} onClose={onClose} actions={action}>
      <ConnectNeeds platform={platform} />
    </Dialog>
  );
}

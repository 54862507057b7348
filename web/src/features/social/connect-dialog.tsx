import { useState } from 'react';
import { networkOf, type Platform, platforms } from '#shared/platforms/platform.ts';
import { useText } from '../../lib/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { PlatformIcon } from '../../ui/platform-icon.tsx';
import { ConnectNeeds } from './connect-needs.tsx';
import { connectDialog } from './strings.ts';
import { useConnect } from './use-connect.ts';
import { useMissingNetworks } from './use-missing-networks.ts';

type Props = {
  /** The network, where there is nothing to choose. */
  only?: Platform | undefined;
  isOpen: boolean;
  onClose: () => void;
};

/** Which network, and what is needed, once more before leaving for it. */
export function ConnectDialog({ only, isOpen, onClose }: Props) {
  const [chosen, setChosen] = useState(only);
  const close = () => {
    setChosen(only);
    onClose();
  };
  return chosen ? (
    <Needs platform={chosen} isOpen={isOpen} onClose={close} />
  ) : (
    <Choice isOpen={isOpen} onClose={close} onChoose={setChosen} />
  );
}

function Needs({ platform, isOpen, onClose }: { platform: Platform; isOpen: boolean; onClose: () => void }) {
  const { t } = useText();
  const { begin, busy } = useConnect(platform);
  const network = t(networkOf(platform).names);
  const action = (
    <Button onPress={begin} busy={busy} className="w-full sm:w-auto">
      {t(connectDialog.act, { network })}
    </Button>
  );
  return (
    <Dialog title={t(connectDialog.title, { network })} isOpen={isOpen} onClose={onClose} actions={action}>
      <ConnectNeeds platform={platform} />
    </Dialog>
  );
}

type ChoiceProps = { isOpen: boolean; onClose: () => void; onChoose: (platform: Platform) => void };

function Choice({ isOpen, onClose, onChoose }: ChoiceProps) {
  const { t } = useText();
  const missing = useMissingNetworks();
  return (
    <Dialog title={t(connectDialog.choose)} isOpen={isOpen} onClose={onClose}>
      <ul className="flex flex-col gap-3">
        {platforms.map((platform) => (
          <li key={platform}>
            <Button
              tone="secondary"
              icon={<PlatformIcon platform={platform} className="size-5 shrink-0" />}
              isDisabled={missing.includes(platform)}
              onPress={() => onChoose(platform)}
              className="w-full"
            >
              {t(networkOf(platform).names)}
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

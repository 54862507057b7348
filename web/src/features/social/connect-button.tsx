import { Plus } from 'lucide-react';
import { useState } from 'react';
import { networkOf, platforms } from '#shared/platforms/platform.ts';
import { useText } from '../../lib/i18n.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { ConnectDialog } from './connect-dialog.tsx';
import { strings } from './strings.ts';
import { useMissingNetworks } from './use-missing-networks.ts';

/** The one network, as long as there is only one: then there is nothing to choose. */
export const [onlyNetwork] = platforms.length === 1 ? platforms : [];

/** Begins connecting an account: of the one network there is, or of one that is chosen. */
export function ConnectButton() {
  const { t } = useText();
  const missing = useMissingNetworks();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button
        icon={<Plus aria-hidden="true" className="size-5" />}
        isDisabled={platforms.every((platform) => missing.includes(platform))}
        onPress={() => setAsking(true)}
      >
        {onlyNetwork ? t(strings.connect, { network: t(networkOf(onlyNetwork).names) }) : t(strings.connectAny)}
      </Button>
      <ConnectDialog only={onlyNetwork} isOpen={asking} onClose={() => setAsking(false)} />
    </>
  );
}

/** Says which networks cannot be connected on this installation; nothing when all can. */
export function MissingNetworks() {
  const { t } = useText();
  const missing = useMissingNetworks();
  if (missing.length === 0) return null;
  return (
    <div className="mb-4 flex flex-col gap-2">
      {missing.map((platform) => (
        <Banner key={platform} tone="warn">
          {t(strings.notReady, { network: t(networkOf(platform).names) })}
        </Banner>
      ))}
    </div>
  );
}

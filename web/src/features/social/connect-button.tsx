import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { networkOf, type Platform, platforms } from '#shared/platforms/platform.ts';
import { useText } from '../../lib/i18n.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { PlatformIcon } from '../../ui/platform-icon.tsx';
import { ConnectDialog } from './connect-dialog.tsx';
import { networksQuery } from './queries.ts';
import { strings } from './strings.ts';

/** The networks that are known not to be set up here. While that is not known, all may be tried. */
function useMissing(): readonly Platform[] {
  const { data = [] } = useQuery(networksQuery);
  return data.filter(({ ready }) => !ready).map(({ platform }) => platform);
}

/** Begins connecting an account: of the one network there is, or of one that is chosen. */
export function ConnectButton() {
  const { t } = useText();
  const missing = useMissing();
  const [asking, setAsking] = useState<Platform>();
  const [only, ...others] = platforms;
  const icon = <Plus aria-hidden="true" className="size-5" />;
  const nameOf = (platform: Platform) => t(networkOf(platform).names);
  const entries = platforms.map((platform) => ({
    id: platform,
    label: nameOf(platform),
    icon: <PlatformIcon platform={platform} className="size-5 shrink-0" />,
    disabled: missing.includes(platform),
    onSelect: () => setAsking(platform),
  }));
  return (
    <>
      {only && others.length === 0 ? (
        <Button icon={icon} isDisabled={missing.includes(only)} onPress={() => setAsking(only)}>
          {t(strings.connect, { network: nameOf(only) })}
        </Button>
      ) : (
        <Menu
          label={t(strings.connectAny)}
          trigger={<Button icon={icon}>{t(strings.connectAny)}</Button>}
          items={entries}
        />
      )}
      {asking && <ConnectDialog platform={asking} isOpen onClose={() => setAsking(undefined)} />}
    </>
  );
}

/** Says which networks cannot be connected on this installation; nothing when all can. */
export function MissingNetworks() {
  const { t } = useText();
  const missing = useMissing();
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

import { BriefcaseBusiness, KeyRound, ToggleRight } from 'lucide-react';
import type { Need } from '#shared/platforms/network.ts';
import { networkOf, type Platform } from '#shared/platforms/platform.ts';
import { useText } from '../../lib/i18n.ts';

const icons: Record<Need['about'], typeof KeyRound> = {
  account: BriefcaseBusiness,
  login: KeyRound,
  permission: ToggleRight,
};

/** What one needs at hand to connect an account: said before leaving for the network and not after it refused. */
export function ConnectNeeds({ platform }: { platform: Platform }) {
  const { t } = useText();
  return (
    <ul className="flex flex-col gap-4 text-start">
      {networkOf(platform).needs.map(({ about, text }) => {
        const Icon = icons[about];
        return (
          <li key={text.en} className="flex gap-3">
            <Icon aria-hidden="true" className="mt-1 size-5 shrink-0 text-brand" />
            {t(text)}
          </li>
        );
      })}
    </ul>
  );
}

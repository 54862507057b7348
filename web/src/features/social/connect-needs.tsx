import { BriefcaseBusiness, KeyRound, ToggleRight } from 'lucide-react';
import { networkOf, type Platform } from '#shared/platforms/platform.ts';
import { useText } from '../../lib/i18n.ts';
import { strings } from './strings.ts';

/** What one needs at hand to connect an account: said before leaving for the network and not after it refused. */
export function ConnectNeeds({ platform }: { platform: Platform }) {
  const { t } = useText();
  const { names, account } = networkOf(platform);
  const needs = [
    { text: t(account), Icon: BriefcaseBusiness },
    { text: t(strings.needLogin, { network: t(names) }), Icon: KeyRound },
    { text: t(strings.needAllow), Icon: ToggleRight },
  ];
  return (
    <ul className="flex flex-col gap-4 text-start">
      {needs.map(({ text, Icon }) => (
        <li key={text} className="flex gap-3">
          <Icon aria-hidden="true" className="mt-1 size-5 shrink-0 text-brand" />
          {text}
        </li>
      ))}
    </ul>
  );
}

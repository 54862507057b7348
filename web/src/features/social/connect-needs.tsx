import { BriefcaseBusiness, KeyRound, ToggleRight } from 'lucide-react';
import { useText } from '../../lib/i18n.ts';
import { strings } from './strings.ts';

const needs = [
  { text: strings.needProfessional, Icon: BriefcaseBusiness },
  { text: strings.needLogin, Icon: KeyRound },
  { text: strings.needAllow, Icon: ToggleRight },
] as const;

/** What one needs at hand to connect an account: said before leaving for Instagram and not after it refused. */
export function ConnectNeeds() {
  const { t } = useText();
  return (
    <ul className="flex flex-col gap-4 text-start">
      {needs.map(({ text, Icon }) => (
        <li key={text.en} className="flex gap-3">
          <Icon aria-hidden="true" className="mt-1 size-5 shrink-0 text-brand" />
          {t(text)}
        </li>
      ))}
    </ul>
  );
}

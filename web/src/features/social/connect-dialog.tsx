import { BriefcaseBusiness, KeyRound, ToggleRight } from 'lucide-react';
import { useText } from '../../lib/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { strings } from './strings.ts';
import { useConnect } from './use-connect.ts';

const needs = [
  { text: strings.needProfessional, Icon: BriefcaseBusiness },
  { text: strings.needLogin, Icon: KeyRound },
  { text: strings.needAllow, Icon: ToggleRight },
] as const;

/** What is needed, said before leaving for Instagram and not after it refused. */
export function ConnectDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useText();
  const { begin, busy } = useConnect();
  const action = (
    <Button onPress={begin} busy={busy} className="w-full sm:w-auto">
      {t(strings.go)}
    </Button>
  );
  return (
    <Dialog title={t(strings.needTitle)} isOpen={isOpen} onClose={onClose} actions={action}>
      <ul className="flex flex-col gap-4">
        {needs.map(({ text, Icon }) => (
          <li key={text.en} className="flex gap-3">
            <Icon aria-hidden="true" className="mt-1 size-5 shrink-0 text-brand" />
            {t(text)}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

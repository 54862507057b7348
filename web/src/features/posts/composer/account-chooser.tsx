import { Check, TriangleAlert } from 'lucide-react';
import { Checkbox } from 'react-aria-components/Checkbox';
import { CheckboxGroup } from 'react-aria-components/CheckboxGroup';
import { Label } from 'react-aria-components/Label';
import type { SocialAccount } from '#shared/social/contract.ts';
import { useText } from '../../../lib/i18n.ts';
import { PlatformIcon } from '../../../ui/platform-icon.tsx';
import { platformStrings, strings } from './strings.ts';

type Props = {
  accounts: readonly SocialAccount[];
  chosen: readonly string[];
  error: string | undefined;
  onToggle: (accountId: string) => void;
};

/** The accounts a post will appear on. One that needs reconnecting can be chosen: it may be mended until then. */
export function AccountChooser({ accounts, chosen, error, onToggle }: Props) {
  const { t } = useText();
  const toggle = (keys: readonly string[]) => {
    for (const { accountId } of accounts)
      if (keys.includes(accountId) !== chosen.includes(accountId)) onToggle(accountId);
  };
  return (
    <CheckboxGroup value={[...chosen]} onChange={toggle} isInvalid={error !== undefined} validationBehavior="aria">
      <Label className="mb-2 block font-medium">{t(strings.accounts)}</Label>
      <div className="flex flex-wrap gap-2">
        {accounts.map((account) => (
          <AccountChip key={account.accountId} account={account} />
        ))}
      </div>
      {error && (
        <p role="alert" className="mt-1 text-sm font-medium text-danger">
          {error}
        </p>
      )}
    </CheckboxGroup>
  );
}

function AccountChip({ account }: { account: SocialAccount }) {
  const { t } = useText();
  const broken = account.health === 'needs_reconnect' || account.health === 'disconnected';
  return (
    <Checkbox
      value={account.accountId}
      className="group inline-flex min-h-11 max-w-full cursor-pointer items-center gap-2 rounded-xl border border-line bg-surface px-3 font-medium transition-colors hover:border-field selected:border-brand selected:bg-brand-wash selected:text-brand focus-visible:outline-3"
    >
      <span
        aria-hidden="true"
        className="grid size-5 shrink-0 place-items-center rounded-md border border-field group-selected:border-brand group-selected:bg-brand group-selected:text-on-brand"
      >
        <Check className="hidden size-4 group-selected:block" />
      </span>
      <PlatformIcon platform={account.platform} className="size-5 shrink-0" />
      <span className="sr-only">{t(platformStrings[account.platform])}</span>
      <bdi dir="ltr" className="truncate">
        @{account.username}
      </bdi>
      {broken && (
        <span className="inline-flex items-center gap-1 text-sm text-warn">
          <TriangleAlert aria-hidden="true" className="size-4 shrink-0" />
          {t(strings.needsReconnect)}
        </span>
      )}
    </Checkbox>
  );
}

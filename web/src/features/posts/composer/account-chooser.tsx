import { Link } from '@tanstack/react-router';
import { Plug, TriangleAlert } from 'lucide-react';
import { useId } from 'react';
import { networkOf } from '#shared/platforms/platform.ts';
import type { SocialAccount } from '#shared/social/contract.ts';
import { useText } from '../../../lib/i18n.ts';
import { useMay } from '../../../lib/me.ts';
import { Banner } from '../../../ui/banner.tsx';
import { buttonClasses } from '../../../ui/button.tsx';
import { PlatformIcon } from '../../../ui/platform-icon.tsx';
import { strings } from './strings.ts';

type Props = {
  accounts: readonly SocialAccount[];
  chosen: readonly string[];
  /** Say that one is missing: after the person tried to go on without it. */
  missing: boolean;
  onToggle: (accountId: string) => void;
};

/** The accounts a post will appear on. One that needs reconnecting can be chosen: it may be mended until then. */
export function AccountChooser({ accounts, chosen, missing, onToggle }: Props) {
  const { t } = useText();
  const errorId = useId();
  const none = accounts.length === 0;
  const error = missing && t(none ? strings.connectMissing : strings.accountsMissing);
  return (
    <fieldset aria-describedby={error ? errorId : undefined}>
      <legend className="mb-2 font-medium">{t(strings.accounts)}</legend>
      {none && <ConnectLater />}
      <div className="flex flex-wrap gap-2 empty:hidden">
        {accounts.map((account) => (
          <AccountChip
            key={account.accountId}
            account={account}
            checked={chosen.includes(account.accountId)}
            onToggle={onToggle}
          />
        ))}
      </div>
      {error && (
        <p id={errorId} role="alert" className="mt-1 text-sm font-medium text-danger">
          {error}
        </p>
      )}
    </fieldset>
  );
}

/** Writing needs no account. What is written is kept while one is connected. */
function ConnectLater() {
  const { t } = useText();
  const mayConnect = useMay('social:write');
  const connect = mayConnect && (
    <Link to="/connections" className={buttonClasses('secondary', true)}>
      <Plug aria-hidden="true" className="size-4" />
      {t(strings.connect)}
    </Link>
  );
  return (
    <Banner tone="info" action={connect}>
      {t(strings.connectLater)} {!mayConnect && t(strings.connectAsk)}
    </Banner>
  );
}

type ChipProps = { account: SocialAccount; checked: boolean; onToggle: Props['onToggle'] };

/** The browser's own checkbox: nothing more is needed, and the composer stays 30 KB lighter. */
function AccountChip({ account, checked, onToggle }: ChipProps) {
  const { t } = useText();
  const broken = account.health === 'needs_reconnect' || account.health === 'disconnected';
  return (
    <label className="inline-flex min-h-11 max-w-full cursor-pointer items-center gap-2 rounded-xl border border-line bg-surface px-3 font-medium transition-colors hover:border-field has-checked:border-brand has-checked:bg-brand-wash has-checked:text-brand">
      <input
        type="checkbox"
        checked={checked}
        onChange={() => onToggle(account.accountId)}
        className="size-5 shrink-0 accent-brand"
      />
      <PlatformIcon platform={account.platform} className="size-5 shrink-0" />
      <span className="sr-only">{t(networkOf(account.platform).names)}</span>
      <bdi dir="ltr" className="truncate">
        @{account.username}
      </bdi>
      {broken && (
        <span className="inline-flex items-center gap-1 text-sm text-warn">
          <TriangleAlert aria-hidden="true" className="size-4 shrink-0" />
          {t(strings.needsReconnect)}
        </span>
      )}
    </label>
  );
}

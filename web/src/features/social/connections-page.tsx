import { useQuery } from '@tanstack/react-query';
import { Plug } from 'lucide-react';
import { useText } from '../../lib/i18n.ts';
import { useMay } from '../../lib/me.ts';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Page } from '../../ui/page.tsx';
import { LoadingRegion, Skeleton } from '../../ui/skeleton.tsx';
import { AccountCard } from './account-card.tsx';
import { ConnectButton, MissingNetworks, onlyNetwork } from './connect-button.tsx';
import { ConnectNeeds } from './connect-needs.tsx';
import { accountsQuery } from './queries.ts';
import { strings } from './strings.ts';

/** The accounts of the business on the networks. */
export function ConnectionsPage() {
  const { t } = useText();
  const mayConnect = useMay('social:write');
  const { data } = useQuery(accountsQuery);
  const connect = mayConnect ? <ConnectButton /> : undefined;
  return (
    <Page title={t(strings.title)} actions={data && data.length > 0 && connect}>
      {mayConnect && <MissingNetworks />}
      <Accounts connect={connect} />
    </Page>
  );
}

function Accounts({ connect }: { connect: React.ReactNode }) {
  const { t } = useText();
  const accounts = useQuery(accountsQuery);
  if (accounts.isPending)
    return (
      <LoadingRegion className="grid grid-cols-1 gap-4 md:grid-cols-2">
        <Skeleton className="h-64" />
        <Skeleton className="h-64" />
      </LoadingRegion>
    );
  if (accounts.isError)
    return <ErrorState error={accounts.error} onRetry={() => void accounts.refetch()} busy={accounts.isFetching} />;
  if (accounts.data.length === 0)
    return (
      <Card className="mx-auto max-w-2xl overflow-hidden">
        <div aria-hidden="true" className="sadu -mx-4 -mt-4 h-3 sm:-mx-5 sm:-mt-5" />
        <EmptyState icon={<Plug className="size-7" />} title={t(strings.emptyTitle)} action={connect}>
          {t(connect ? strings.emptyWhy : strings.viewerOnly)}
        </EmptyState>
        {connect && onlyNetwork && (
          <section className="border-t border-line pt-4">
            <h2 className="mb-3 font-semibold">{t(strings.needFirst)}</h2>
            <ConnectNeeds platform={onlyNetwork} />
          </section>
        )}
      </Card>
    );
  return (
    <ul className="grid grid-cols-1 gap-4 md:grid-cols-2">
      {accounts.data.map((account) => (
        <li key={account.accountId}>
          <AccountCard account={account} />
        </li>
      ))}
    </ul>
  );
}

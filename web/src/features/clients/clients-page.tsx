import { useInfiniteQuery } from '@tanstack/react-query';
import { Building2 } from 'lucide-react';
import { useState } from 'react';
import type { ClientProfile } from '#shared/clients/contract.ts';
import { useText } from '../../lib/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Page } from '../../ui/page.tsx';
import { LoadingRows } from '../../ui/skeleton.tsx';
import { ClientRow } from './client-row.tsx';
import { clientsQuery } from './queries.ts';
import { StatusDialog } from './status-dialog.tsx';
import { strings } from './strings.ts';

/** For our staff: every business, and whether its team may work. */
export function ClientsPage() {
  const { t } = useText();
  const { data, hasNextPage } = useInfiniteQuery(clientsQuery);
  const shown = data?.pages.flatMap(({ items }) => items) ?? [];
  const count = data && t(hasNextPage ? strings.countSoFar : strings.count, { count: shown.length });
  return (
    <Page title={t(strings.title)} beside={count}>
      <Clients shown={shown} />
    </Page>
  );
}

function Clients({ shown }: { shown: readonly ClientProfile[] }) {
  const { t } = useText();
  const clients = useInfiniteQuery(clientsQuery);
  const [chosen, setChosen] = useState<ClientProfile>();
  if (clients.isPending) return <LoadingRows />;
  if (clients.isError && shown.length === 0)
    return <ErrorState error={clients.error} onRetry={() => void clients.refetch()} busy={clients.isFetching} />;
  if (shown.length === 0) return <EmptyState icon={<Building2 className="size-7" />} title={t(strings.empty)} />;
  return (
    <>
      <ul className="divide-y divide-line rounded-card border border-line bg-surface shadow-card">
        {shown.map((client) => (
          <ClientRow key={client.clientId} client={client} onChange={() => setChosen(client)} />
        ))}
      </ul>
      {clients.hasNextPage && (
        <div className="mt-4 text-center">
          <Button tone="secondary" busy={clients.isFetchingNextPage} onPress={() => void clients.fetchNextPage()}>
            {t(strings.more)}
          </Button>
        </div>
      )}
      {chosen && <StatusDialog client={chosen} onClose={() => setChosen(undefined)} />}
    </>
  );
}

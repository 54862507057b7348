import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Navigate, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { isPlatform, networkOf, type Platform, returned } from '#shared/platforms/platform.ts';
import { useText } from '../../lib/i18n.ts';
import { Card } from '../../ui/card.tsx';
import { Page } from '../../ui/page.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { CallbackDone, CallbackFailed } from './callback-result.tsx';
import { accountsQuery, socialApi } from './queries.ts';
import { strings } from './strings.ts';

const FROM = '/inside/business/connections/callback/$platform';

/**
 * Where a network sends the browser back to. Its state works once, so it is spent exactly once and taken out of the
 * address. Whoever comes here again, by a reload, the history or a restored window, sees what became of it.
 */
export function CallbackPage() {
  const { t } = useText();
  const { platform } = useParams({ from: FROM });
  const { state, code, error, account } = useSearch({ from: FROM });
  const [arrived] = useState(state === undefined ? undefined : { state, code, error });
  // No network of ours sends anybody to another address.
  if (!isPlatform(platform)) return <Navigate to="/connections" replace />;
  return (
    <Page title={t(strings.resultTitle)}>
      <Card className="mx-auto max-w-lg">
        {arrived ? <Spent platform={platform} {...arrived} /> : <Known platform={platform} accountId={account} />}
      </Card>
    </Page>
  );
}

type Arrived = { platform: Platform; state: string; code: string | undefined; error: string | undefined };

/** Spends what the network sent along, and leaves the name of the account it brought in the address. */
function Spent({ platform, state, code, error }: Arrived) {
  const { t } = useText();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const finish = useQuery({
    queryKey: ['social', 'callback', state],
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    queryFn: () =>
      socialApi.callback({
        params: { platform },
        body: {
          state: returned(platform, state),
          ...(code ? { code: returned(platform, code) } : {}),
          ...(error ? { error } : {}),
        },
      }),
  });
  const account = finish.data?.accountId;
  useEffect(() => {
    void navigate({
      to: '/connections/callback/$platform',
      params: { platform },
      search: account ? { account } : {},
      hash: '',
      replace: true,
    });
    if (!account) return;
    // What a post needs depends on its accounts.
    for (const queryKey of [accountsQuery.queryKey, ['posts']]) void queries.invalidateQueries({ queryKey });
  }, [navigate, queries, platform, account]);
  if (finish.isError) return <CallbackFailed platform={platform} error={finish.error} />;
  return finish.data ? <CallbackDone account={finish.data} /> : <Working network={t(networkOf(platform).names)} />;
}

/** How the account stands that was connected here; without one, the connections tell what is so. */
function Known({ platform, accountId }: { platform: Platform; accountId: string | undefined }) {
  const { t } = useText();
  const accounts = useQuery(accountsQuery);
  if (accounts.isPending) return <Working network={t(networkOf(platform).names)} />;
  const account = accounts.data?.find((one) => one.accountId === accountId && one.health === 'healthy');
  return account ? <CallbackDone account={account} /> : <Navigate to="/connections" replace />;
}

function Working({ network }: { network: string }) {
  const { t } = useText();
  return (
    <p role="status" className="flex items-center justify-center gap-3 py-12">
      <Spinner />
      {t(strings.working, { network })}
    </p>
  );
}

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Navigate, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useText } from '../../lib/i18n.ts';
import { Card } from '../../ui/card.tsx';
import { Page } from '../../ui/page.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { CallbackDone, CallbackFailed } from './callback-result.tsx';
import { accountsQuery, socialApi } from './queries.ts';
import { strings } from './strings.ts';

const FROM = '/inside/business/connections/callback/instagram';
const HERE = '/connections/callback/instagram';

/** Instagram appends `#_` to the address; some browsers hand it over as part of the code. */
const withoutTail = (value: string): string => value.replace(/#_$/, '');

/**
 * Where Instagram sends the browser back to. Its state works once, so it is spent exactly once and taken out of the
 * address. Whoever comes here again, by a reload, the history or a restored window, sees what became of it.
 */
export function CallbackPage() {
  const { t } = useText();
  const { state, code, error, account } = useSearch({ from: FROM });
  const [arrived] = useState(state === undefined ? undefined : { state, code, error });
  return (
    <Page title={t(strings.resultTitle)}>
      <Card className="mx-auto max-w-lg">{arrived ? <Spent {...arrived} /> : <Known accountId={account} />}</Card>
    </Page>
  );
}

type Arrived = { state: string; code: string | undefined; error: string | undefined };

/** Spends what Instagram sent along, and leaves the name of the account it brought in the address. */
function Spent({ state, code, error }: Arrived) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const finish = useQuery({
    queryKey: ['social', 'callback', state],
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    queryFn: () =>
      socialApi.callback({
        params: { platform: 'instagram' },
        body: {
          state: withoutTail(state),
          ...(code ? { code: withoutTail(code) } : {}),
          ...(error ? { error } : {}),
        },
      }),
  });
  const account = finish.data?.accountId;
  useEffect(() => {
    void navigate({ to: HERE, search: account ? { account } : {}, hash: '', replace: true });
    if (!account) return;
    // What a post needs depends on its accounts.
    for (const queryKey of [accountsQuery.queryKey, ['posts']]) void queries.invalidateQueries({ queryKey });
  }, [navigate, queries, account]);
  if (finish.isError) return <CallbackFailed error={finish.error} />;
  return finish.data ? <CallbackDone account={finish.data} /> : <Working />;
}

/** How the account stands that was connected here; without one, the connections tell what is so. */
function Known({ accountId }: { accountId: string | undefined }) {
  const accounts = useQuery(accountsQuery);
  if (accounts.isPending) return <Working />;
  const account = accounts.data?.find((one) => one.accountId === accountId && one.health === 'healthy');
  return account ? <CallbackDone account={account} /> : <Navigate to="/connections" replace />;
}

function Working() {
  const { t } = useText();
  return (
    <p role="status" className="flex items-center justify-center gap-3 py-12">
      <Spinner />
      {t(strings.working)}
    </p>
  );
}

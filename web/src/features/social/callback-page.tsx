import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useText } from '../../lib/i18n.ts';
import { Card } from '../../ui/card.tsx';
import { Page } from '../../ui/page.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { CallbackDone, CallbackFailed } from './callback-result.tsx';
import { accountsQuery, socialApi } from './queries.ts';
import { strings } from './strings.ts';

/** Instagram appends `#_` to the address; some browsers hand it over as part of the code. */
const withoutTail = (value: string): string => value.replace(/#_$/, '');

/**
 * Where Instagram sends the browser back to. Its state works once, so it is spent exactly once per page, and then
 * taken out of the address so that neither a reload nor the history repeats it.
 */
export function CallbackPage() {
  const { t } = useText();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const search = useSearch({ from: '/inside/business/connections/callback/instagram' });
  const [{ state, code, error }] = useState(search);
  const finish = useQuery({
    queryKey: ['social', 'callback', state ?? ''],
    enabled: state !== undefined,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    queryFn: () =>
      socialApi.callback({
        params: { platform: 'instagram' },
        body: {
          state: withoutTail(state ?? ''),
          ...(code ? { code: withoutTail(code) } : {}),
          ...(error ? { error } : {}),
        },
      }),
  });
  useEffect(() => {
    void navigate({ to: '/connections/callback/instagram', search: {}, hash: '', replace: true });
  }, [navigate]);
  useEffect(() => {
    if (!finish.isSuccess) return;
    // What a post needs depends on its accounts.
    for (const queryKey of [accountsQuery.queryKey, ['posts']]) void queries.invalidateQueries({ queryKey });
  }, [finish.isSuccess, queries]);
  return (
    <Page title={t(strings.resultTitle)}>
      <Card className="mx-auto max-w-lg">
        {state === undefined && <CallbackFailed error={undefined} />}
        {finish.isError && <CallbackFailed error={finish.error} />}
        {finish.isSuccess && <CallbackDone account={finish.data} />}
        {finish.isLoading && (
          <p role="status" className="flex items-center justify-center gap-3 py-12">
            <Spinner />
            {t(strings.working)}
          </p>
        )}
      </Card>
    </Page>
  );
}

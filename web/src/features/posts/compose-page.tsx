import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import { useText } from '../../lib/i18n.ts';
import { useMay, useMe } from '../../lib/me.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { accountsQuery } from '../social/queries.ts';
import { ComposerSkeleton } from './composer/composer-skeleton.tsx';
import { OpenedComposer } from './composer/opened-composer.tsx';
import { strings } from './composer/strings.ts';
import { takeWriting } from './composer/written-before.ts';
import { strings as postStrings } from './strings.ts';

/** `/compose`: a new post, or with `postId` an existing one; `at` is the calendar slot that was pressed. */
export function ComposePage() {
  const { t } = useText();
  const search = useSearch({ from: '/inside/business/compose' });
  const opening = useOpeningKey(search.postId);
  const title = t(opening.isOwn ? strings.newTitle : strings.editTitle);
  return (
    <>
      <title>{title}</title>
      <h1 className="mb-4 text-2xl font-bold">{title}</h1>
      <Guarded search={search} opening={opening} />
    </>
  );
}

type Props = { search: { postId?: string; at?: string }; opening: ReturnType<typeof useOpeningKey> };

function Guarded({ search, opening: { key, created } }: Props) {
  const { t } = useText();
  const mayWrite = useMay('posts:write');
  const me = useMe();
  const accounts = useQuery(accountsQuery);
  const navigate = useNavigate();
  const userId = me?.userId;
  const fresh = search.postId === undefined && search.at === undefined;
  const connected = accounts.data !== undefined && accounts.data.length > 0;
  // Whoever wrote before there was an account goes on with that as soon as there is one.
  useEffect(() => {
    const written = fresh && connected && userId ? takeWriting(userId) : undefined;
    if (written) void navigate({ to: '/compose', search: { postId: written }, replace: true });
  }, [fresh, connected, userId, navigate]);
  const onCreated = useCallback(
    (postId: string) => {
      created(postId);
      void navigate({ to: '/compose', search: { postId }, replace: true, resetScroll: false });
    },
    [created, navigate],
  );

  if (!mayWrite) return <EmptyState title={t(postStrings.readOnly)} />;
  if (accounts.error && !accounts.data) return <ErrorState error={accounts.error} onRetry={accounts.refetch} />;
  if (!accounts.data || !me) return <ComposerSkeleton />;
  return <OpenedComposer key={key} {...search} accounts={accounts.data} userId={me.userId} onCreated={onCreated} />;
}

/**
 * Tells openings apart. When the first save gives a new post its id, the address follows but the composer must stay
 * as it is; when the person then asks for another new post, it must start afresh.
 */
function useOpeningKey(postId: string | undefined) {
  const [own, setOwn] = useState<{ turn: number; postId?: string; seen: boolean }>({ turn: 0, seen: false });
  if (own.postId !== undefined && own.postId === postId && !own.seen) setOwn({ ...own, seen: true });
  if (own.seen && own.postId !== postId) setOwn({ turn: own.turn + 1, seen: false });
  const created = useCallback((id: string) => setOwn(({ turn }) => ({ turn, postId: id, seen: false })), []);
  const isOwn = postId === undefined || postId === own.postId;
  return { key: isOwn ? `new/${own.turn}` : postId, isOwn, created };
}

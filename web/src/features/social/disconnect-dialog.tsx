import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { networkOf } from '#shared/platforms/platform.ts';
import type { Disconnection, SocialAccount } from '#shared/social/contract.ts';
import { useExplain } from '../../lib/explain.ts';
import { type Translate, useText } from '../../lib/i18n.ts';
import { Banner } from '../../ui/banner.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { toast } from '../../ui/toast.tsx';
import { accountPostsQuery, accountsQuery, socialApi } from './queries.ts';
import { disconnectDialog, strings } from './strings.ts';

type Props = { account: SocialAccount; isOpen: boolean; onClose: () => void };

/** Asks before an account is disconnected, with the number of posts that this stops; says afterwards what was done. */
export function DisconnectDialog({ account, isOpen, onClose }: Props) {
  const { t } = useText();
  const explain = useExplain();
  const queries = useQueryClient();
  const { accountId } = account;
  const network = networkOf(account.platform);
  const name = `@${account.username}`;
  const disconnect = useMutation({
    mutationFn: () => socialApi.disconnect({ params: { accountId } }),
    onSuccess: (done) => {
      onClose();
      toast({ text: whatWasDone(t, name, done), ...(done.left > 0 ? { tone: 'danger' } : {}) });
      return Promise.all([
        queries.invalidateQueries({ queryKey: accountsQuery.queryKey }),
        queries.invalidateQueries({ queryKey: ['posts'] }),
      ]);
    },
  });
  return (
    <ConfirmDialog
      danger
      title={t(disconnectDialog.title, { name })}
      confirm={t(disconnectDialog.act)}
      keep={t(disconnectDialog.keep)}
      busy={disconnect.isPending}
      isOpen={isOpen}
      onConfirm={() => disconnect.mutate()}
      onClose={onClose}
    >
      <div className="flex flex-col gap-3">
        {isOpen && <Stopped accountId={accountId} />}
        <p>{t(disconnectDialog.text)}</p>
        {!network.revokes && (
          <p className="text-soft">{t(disconnectDialog.textThere, { network: t(network.names) })}</p>
        )}
        {disconnect.error && (
          <Banner tone="danger" live>
            {explain(disconnect.error)}
          </Banner>
        )}
      </div>
    </ConfirmDialog>
  );
}

/** How many posts it stops. Without an answer the dialog still says that it stops them. */
function Stopped({ accountId }: { accountId: string }) {
  const { t } = useText();
  const posts = useQuery(accountPostsQuery(accountId));
  if (posts.isPending) return <Skeleton className="h-7" />;
  if (posts.isError) return <p>{t(disconnectDialog.textStopsUnknown)}</p>;
  const { planned } = posts.data;
  return (
    <p role="status" className={planned > 0 ? 'font-semibold' : ''}>
      {t(disconnectDialog.textStops, { count: planned })}
    </p>
  );
}

function whatWasDone(t: Translate, name: string, { stopped, underway, left }: Disconnection): string {
  return [
    t(strings.disconnectDone, { name }),
    ...(stopped > 0 ? [t(strings.stoppedNow, { count: stopped })] : []),
    ...(underway > 0 ? [t(strings.underway, { count: underway })] : []),
    ...(left > 0 ? [t(strings.leftToStop, { count: left })] : []),
  ].join(' ');
}

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { SocialAccount } from '#shared/social/contract.ts';
import { useExplain } from '../../lib/explain.ts';
import { useText } from '../../lib/i18n.ts';
import { Banner } from '../../ui/banner.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { toast } from '../../ui/toast.tsx';
import { accountsQuery, socialApi } from './queries.ts';
import { disconnectDialog, strings } from './strings.ts';

type Props = { account: SocialAccount; isOpen: boolean; onClose: () => void };

export function DisconnectDialog({ account, isOpen, onClose }: Props) {
  const { t } = useText();
  const explain = useExplain();
  const queries = useQueryClient();
  const name = `@${account.username}`;
  const disconnect = useMutation({
    mutationFn: () => socialApi.disconnect({ params: { accountId: account.accountId } }),
    onSuccess: () => {
      onClose();
      toast({ text: t(strings.disconnectDone, { name }) });
      return queries.invalidateQueries({ queryKey: accountsQuery.queryKey });
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
      <p>{t(disconnectDialog.text)}</p>
      {disconnect.error && (
        <div className="mt-3">
          <Banner tone="danger" live>
            {explain(disconnect.error)}
          </Banner>
        </div>
      )}
    </ConfirmDialog>
  );
}

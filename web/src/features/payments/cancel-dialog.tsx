import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useExplain } from '../../lib/explain.ts';
import { useFormat } from '../../lib/format.ts';
import { useText } from '../../lib/i18n.ts';
import { Banner } from '../../ui/banner.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { toast } from '../../ui/toast.tsx';
import { paymentsApi, subscriptionQuery } from './queries.ts';
import { cancelSubscriptionDialog, strings } from './strings.ts';

/** Ends the subscription, after saying what that means. */
export function CancelDialog({ until, onClose }: { until: number; onClose: () => void }) {
  const { t } = useText();
  const format = useFormat();
  const explain = useExplain();
  const queries = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => paymentsApi.cancel({ body: { until } }),
    onSuccess: () => {
      onClose();
      toast({ text: t(strings.cancelled) });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: subscriptionQuery.queryKey }),
  });
  return (
    <ConfirmDialog
      danger
      title={t(cancelSubscriptionDialog.title)}
      confirm={t(cancelSubscriptionDialog.act)}
      keep={t(cancelSubscriptionDialog.keep)}
      busy={cancel.isPending}
      isOpen
      onConfirm={() => cancel.mutate()}
      onClose={onClose}
    >
      <div className="flex flex-col gap-4 pb-2">
        <p>{t(cancelSubscriptionDialog.text, { date: format.date(until) })}</p>
        {cancel.error && (
          <Banner tone="danger" live>
            {explain(cancel.error)}
          </Banner>
        )}
      </div>
    </ConfirmDialog>
  );
}

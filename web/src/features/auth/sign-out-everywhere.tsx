import { useMutation } from '@tanstack/react-query';
import { auth } from '#shared/auth/contract.ts';
import { apiOf } from '../../lib/api.ts';
import { useExplain } from '../../lib/explain.ts';
import { useText } from '../../lib/i18n.ts';
import { session } from '../../lib/session.ts';
import { Banner } from '../../ui/banner.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { toast } from '../../ui/toast.tsx';
import { everywhereDialog, strings } from './everywhere-strings.ts';

const signedIn = apiOf(auth);

/** Asks, ends the sessions of all devices, and leaves this one. */
export function SignOutEverywhere({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const explain = useExplain();
  const leave = useMutation({
    mutationFn: () => signedIn.signOutEverywhere(),
    onSuccess: () => {
      toast({ text: t(strings.done) });
      void session.signedOutEverywhere();
    },
  });
  return (
    <ConfirmDialog
      title={t(everywhereDialog.title)}
      confirm={t(everywhereDialog.act)}
      keep={t(everywhereDialog.keep)}
      danger
      busy={leave.isPending}
      isOpen
      onConfirm={() => leave.mutate()}
      onClose={onClose}
    >
      <p>{t(everywhereDialog.text)}</p>
      {leave.error && (
        <div className="mt-3">
          <Banner tone="danger" live>
            {explain(leave.error)}
          </Banner>
        </div>
      )}
    </ConfirmDialog>
  );
}

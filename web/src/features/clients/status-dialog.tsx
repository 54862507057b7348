import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ClientProfile } from '#shared/clients/contract.ts';
import { createAttempt } from '../../lib/attempt.ts';
import { useExplain } from '../../lib/explain.ts';
import { useText } from '../../lib/i18n.ts';
import { Banner } from '../../ui/banner.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { toast } from '../../ui/toast.tsx';
import { clientsApi, clientsQuery } from './queries.ts';
import { resumeDialog, strings, suspendDialog } from './strings.ts';

/** Suspends an active business or resumes a suspended one; both need a reason for the audit log. */
export function StatusDialog({ client, onClose }: { client: ClientProfile; onClose: () => void }) {
  const { t, language } = useText();
  const explain = useExplain();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const [checked, setChecked] = useState(false);
  const [attempt] = useState(createAttempt);
  const active = client.status === 'active';
  const words = active ? suspendDialog : resumeDialog;
  const name = language === 'ar' ? client.name : client.nameEn;
  const change = useMutation({
    mutationFn: () => {
      const input = { params: { clientId: client.clientId }, body: { reason: reason.trim() } };
      return attempt(input, (options) => (active ? clientsApi.suspend : clientsApi.resume)(input, options));
    },
    onSuccess: () => {
      onClose();
      toast({ text: t(active ? strings.suspendDone : strings.resumeDone, { name }) });
      return queries.invalidateQueries({ queryKey: clientsQuery.queryKey });
    },
  });
  const missing = reason.trim() === '';
  const confirm = () => {
    setChecked(true);
    if (!missing) change.mutate();
  };
  return (
    <ConfirmDialog
      danger={active}
      title={t(words.title, { name })}
      confirm={t(words.act)}
      keep={t(words.keep)}
      busy={change.isPending}
      isOpen
      onConfirm={confirm}
      onClose={onClose}
    >
      <div className="flex flex-col gap-4 pb-2">
        <p>{t(words.text)}</p>
        {change.error && (
          <Banner tone="danger" live>
            {explain(change.error)}
          </Banner>
        )}
        <TextField
          label={t(strings.reason)}
          hint={t(strings.reasonHint)}
          value={reason}
          onChange={setReason}
          maxLength={200}
          error={checked && missing ? t(strings.reasonMissing) : undefined}
        />
      </div>
    </ConfirmDialog>
  );
}

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Member } from '#shared/clients/contract.ts';
import { useExplain } from '../../lib/explain.ts';
import { useText } from '../../lib/i18n.ts';
import { Banner } from '../../ui/banner.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { toast } from '../../ui/toast.tsx';
import { clientsApi, teamQuery } from './queries.ts';
import { RoleField, roleTexts } from './role-field.tsx';
import { roleDialog, strings } from './team-strings.ts';

/** Gives somebody of the team another role. */
export function RoleDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const { t } = useText();
  const explain = useExplain();
  const queries = useQueryClient();
  const [role, setRole] = useState(member.role);
  const { userId, name } = member;
  const change = useMutation({
    mutationFn: () => clientsApi.changeMember({ params: { userId }, body: { role } }),
    onSuccess: () => {
      onClose();
      toast({ text: t(strings.roleDone, { name, role: t(roleTexts[role].name) }) });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: teamQuery.queryKey }),
  });
  return (
    <ConfirmDialog
      title={t(roleDialog.title, { name })}
      confirm={t(roleDialog.act)}
      keep={t(roleDialog.keep)}
      busy={change.isPending}
      isOpen
      onConfirm={() => (role === member.role ? onClose() : change.mutate())}
      onClose={onClose}
    >
      <div className="flex flex-col gap-4 pb-2">
        {change.error && (
          <Banner tone="danger" live>
            {explain(change.error)}
          </Banner>
        )}
        <RoleField value={role} onChange={setRole} />
        <p className="text-sm text-soft">{t(roleDialog.text)}</p>
      </div>
    </ConfirmDialog>
  );
}

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Member } from '#shared/clients/contract.ts';
import { ApiProblem } from '../../lib/api-problem.ts';
import { useExplain } from '../../lib/explain.ts';
import { useText } from '../../lib/i18n.ts';
import { Banner } from '../../ui/banner.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { toast } from '../../ui/toast.tsx';
import { clientsApi, teamQuery } from './queries.ts';
import { removeMemberDialog, strings, withdrawDialog } from './team-strings.ts';

/** Removes somebody from the team, or takes an invitation back, after saying what that means. */
export function RemoveDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const { t } = useText();
  const explain = useExplain();
  const queries = useQueryClient();
  const { userId, name } = member;
  const isInvited = member.status === 'invited';
  const words = isInvited ? withdrawDialog : removeMemberDialog;
  const remove = useMutation({
    mutationFn: () => clientsApi.removeMember({ params: { userId } }).catch(unlessGone),
    onSuccess: () => {
      onClose();
      toast({ text: t(isInvited ? strings.withdrawDone : strings.removeDone, { name }) });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: teamQuery.queryKey }),
  });
  return (
    <ConfirmDialog
      danger
      title={t(words.title, { name })}
      confirm={t(words.act)}
      keep={t(words.keep)}
      busy={remove.isPending}
      isOpen
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <div className="flex flex-col gap-4 pb-2">
        <p>{t(words.text)}</p>
        {remove.error && (
          <Banner tone="danger" live>
            {explain(remove.error)}
          </Banner>
        )}
      </div>
    </ConfirmDialog>
  );
}

/** When an answer was lost, the second try finds nobody: that is what was asked for. */
function unlessGone(error: unknown): undefined {
  if (!(error instanceof ApiProblem && error.code === 'member.not_found')) throw error;
}

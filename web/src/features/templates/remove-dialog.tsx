import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Template } from '#shared/templates/contract.ts';
import { ApiProblem } from '../../lib/api-problem.ts';
import { useExplain } from '../../lib/explain.ts';
import { useText } from '../../lib/i18n.ts';
import { Banner } from '../../ui/banner.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { toast } from '../../ui/toast.tsx';
import { templatesApi, templatesQuery } from './queries.ts';
import { removeTemplateDialog, strings } from './strings.ts';

/** Deletes a template, after saying what stays. */
export function RemoveTemplateDialog({ template, onClose }: { template: Template; onClose: () => void }) {
  const { t } = useText();
  const explain = useExplain();
  const queries = useQueryClient();
  const { templateId, name } = template;
  const remove = useMutation({
    mutationFn: () => templatesApi.remove({ params: { templateId } }).catch(unlessGone),
    onSuccess: () => {
      onClose();
      toast({ text: t(strings.removed, { name }) });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: templatesQuery.queryKey }),
  });
  return (
    <ConfirmDialog
      danger
      title={t(removeTemplateDialog.title, { name })}
      confirm={t(removeTemplateDialog.act)}
      keep={t(removeTemplateDialog.keep)}
      busy={remove.isPending}
      isOpen
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <div className="flex flex-col gap-4 pb-2">
        <p>{t(removeTemplateDialog.text)}</p>
        {remove.error && (
          <Banner tone="danger" live>
            {explain(remove.error)}
          </Banner>
        )}
      </div>
    </ConfirmDialog>
  );
}

/** When an answer was lost, the second try finds nothing: that is what was asked for. */
function unlessGone(error: unknown): undefined {
  if (!(error instanceof ApiProblem && error.code === 'template.not_found')) throw error;
}

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { createAttempt } from '../../lib/attempt.ts';
import { useExplain } from '../../lib/explain.ts';
import { useText } from '../../lib/i18n.ts';
import { toast } from '../../ui/toast.tsx';
import { templatesApi, templatesQuery } from './queries.ts';
import { strings } from './strings.ts';

/** Copies a template of the business, or one of the library; once for one press. */
export function useCopy() {
  const { t } = useText();
  const explain = useExplain();
  const queries = useQueryClient();
  const [attempt] = useState(createAttempt);
  const copy = useMutation({
    mutationFn: (body: { source: string; name: string }) =>
      attempt(body, (options) => templatesApi.copy({ body }, options)),
    onSuccess: ({ name }) => toast({ text: t(strings.copied, { name }) }),
    onError: (error) => toast({ text: explain(error), tone: 'danger' }),
    onSettled: () => queries.invalidateQueries({ queryKey: templatesQuery.queryKey }),
  });
  const act = (body: { source: string; name: string }) => copy.isPending || copy.mutate(body);
  return { act, busy: copy.isPending ? copy.variables.source : undefined };
}

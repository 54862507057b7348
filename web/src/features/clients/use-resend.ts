import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Member } from '#shared/clients/contract.ts';
import { createAttempt } from '../../lib/attempt.ts';
import { useExplain } from '../../lib/explain.ts';
import { useText } from '../../lib/i18n.ts';
import { toast } from '../../ui/toast.tsx';
import { clientsApi, teamQuery } from './queries.ts';
import { strings } from './team-strings.ts';

/** Sends the invitation of somebody again, and says what came of it. */
export function useResend({ userId, email }: Member): { act: () => void; busy: boolean } {
  const { t } = useText();
  const explain = useExplain();
  const queries = useQueryClient();
  const [attempt] = useState(createAttempt);
  const resend = useMutation({
    mutationFn: () => {
      const input = { params: { userId } };
      return attempt(input, (options) => clientsApi.inviteAgain(input, options));
    },
    onSuccess: () => toast({ text: t(strings.resendDone, { email }) }),
    onError: (error) => toast({ tone: 'danger', text: explain(error) }),
    onSettled: () => queries.invalidateQueries({ queryKey: teamQuery.queryKey }),
  });
  return { act: () => resend.mutate(), busy: resend.isPending };
}

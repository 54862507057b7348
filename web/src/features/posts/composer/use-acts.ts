import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useFormat } from '../../../lib/format.ts';
import { useText } from '../../../lib/i18n.ts';
import { clearToast, toast } from '../../../ui/toast.tsx';
import { postsKey } from '../queries.ts';
import { strings as postStrings } from '../strings.ts';
import { isDirty } from './composer-state.ts';
import type { Act } from './draft.ts';
import { ConflictError } from './draft-saver.ts';
import { strings } from './strings.ts';
import type { useDraft } from './use-draft.ts';

/** What is told about an act, and where one goes from there. `refused` is why the last one was not done. */
export function useActs({ act, current }: Pick<ReturnType<typeof useDraft>, 'act' | 'current'>) {
  const { t } = useText();
  const format = useFormat();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [refused, setRefused] = useState<{ act: Act; error: unknown } | undefined>(undefined);

  const told: Record<Act, () => string> = {
    save: () => t(strings.updated),
    schedule: () => t(strings.scheduled, { time: format.dateTime(current().post?.publishAt ?? 0) }),
    publish: () => t(postStrings.publishStarted),
    cancel: () => t(postStrings.cancelled),
  };

  const run = async (name: Act): Promise<void> => {
    setRefused(undefined);
    clearToast();
    try {
      if (!(await act(name))) return;
    } catch (error) {
      // The banner says it, with both texts.
      if (!(error instanceof ConflictError)) setRefused({ act: name, error });
      return;
    }
    const { post } = current();
    if (!post) return;
    void queries.invalidateQueries({ queryKey: postsKey });
    // A draft that was saved stays open, and what is beside the text says so.
    if (name === 'save' && post.state === 'draft') return;
    toast({ text: told[name]() });
    // What was written while the act was under way must not be left behind.
    if (!isDirty(current())) await navigate({ to: '/posts/$postId', params: { postId: post.postId } });
  };
  return { run, refused, forget: () => setRefused(undefined) };
}

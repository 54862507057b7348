import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { ProblemCode } from '#shared/contract/problem.ts';
import type { Post } from '#shared/posts/contract.ts';
import { ApiProblem } from '../../lib/api-problem.ts';
import { clearToast, toast } from '../../ui/toast.tsx';
import type { PostAct } from './post-act.ts';
import { linesOf, postQuery, postsKey } from './queries.ts';
import { useRefusal } from './use-refusal.ts';

/** What to say when it is done; it may depend on what became of the post. */
type Told = string | ((post: Post | undefined) => string);

/**
 * What people do to a post outside the composer. One act at a time, in the post's line. `run` returns whether it was
 * done; `refused` is why the last one was not, to be shown where it was pressed. `onRefused` is for a refusal that leads
 * on to something else.
 */
export function usePostActs({ postId, revision }: Pick<Post, 'postId' | 'revision'>) {
  const explain = useRefusal();
  const queries = useQueryClient();
  const [busy, setBusy] = useState<PostAct['kind'] | undefined>(undefined);
  const [refused, setRefused] = useState<{ act: PostAct; text: string } | undefined>(undefined);
  // Two presses can come before the screen has been drawn again.
  const running = useRef(false);

  const run = async (act: PostAct, text?: Told, onRefused?: (code: ProblemCode) => void): Promise<boolean> => {
    if (running.current) return false;
    running.current = true;
    setBusy(act.kind);
    setRefused(undefined);
    clearToast();
    const line = linesOf(queries).of(postId);
    try {
      const post = await line.inTurn(() => line.send({ postId, revision }, act));
      if (post) queries.setQueryData(postQuery(postId).queryKey, post);
      else queries.removeQueries({ queryKey: postQuery(postId).queryKey });
      if (text) toast({ text: typeof text === 'string' ? text : text(post) });
      return true;
    } catch (error) {
      setRefused({ act, text: explain(error) });
      if (error instanceof ApiProblem) onRefused?.(error.code);
      return false;
    } finally {
      running.current = false;
      setBusy(undefined);
      // Also after a refusal: somebody was faster, and the screen must show how things stand.
      if (act.kind !== 'remove') void queries.invalidateQueries({ queryKey: postsKey });
    }
  };
  return { run, busy, refused, forget: () => setRefused(undefined) };
}

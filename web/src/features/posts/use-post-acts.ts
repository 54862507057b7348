import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { KUWAIT } from '#shared/calendar/wall-time.ts';
import type { ProblemCode } from '#shared/contract/problem.ts';
import type { Post } from '#shared/posts/contract.ts';
import { stepStrings } from '#shared/publishing/reason-strings.ts';
import { ApiProblem, NetworkError } from '../../lib/api-problem.ts';
import { createAttempt } from '../../lib/attempt.ts';
import { useExplain } from '../../lib/explain.ts';
import { useText } from '../../lib/i18n.ts';
import { toast } from '../../ui/toast.tsx';
import { postQuery, postsApi, postsKey } from './queries.ts';
import { strings } from './strings.ts';

type Subject = Pick<Post, 'postId' | 'revision'>;

export type PostAct =
  | { kind: 'move'; wallTime: string }
  | { kind: 'publish' }
  | { kind: 'cancel' }
  | { kind: 'pause' }
  | { kind: 'resume' }
  | { kind: 'remove' }
  | { kind: 'retry'; targetId: string }
  | { kind: 'resolve'; targetId: string; seen: boolean };

/** What to say when it is done; it may depend on what became of the post. */
type Told = string | ((post: Post | undefined) => string);

/**
 * What people do to a post outside the composer. One act at a time; a repeated press after a lost answer cannot act
 * twice. `run` returns whether it was done and has told the person when it was not; `onRefused` is for a refusal that
 * leads on to something else.
 */
export function usePostActs({ postId, revision }: Subject) {
  const { t } = useText();
  const explain = useExplain();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [busy, setBusy] = useState<PostAct['kind'] | undefined>(undefined);
  // Two presses can come before the screen has been drawn again.
  const running = useRef(false);
  const [attempt] = useState(() => createAttempt());

  const call = (act: PostAct): Promise<Post | undefined> =>
    attempt({ postId, revision, act }, (options) => {
      const params = { postId };
      switch (act.kind) {
        case 'move':
          return postsApi.schedule({ params, body: { revision, wallTime: act.wallTime, zone: KUWAIT } }, options);
        case 'publish':
          return postsApi.publish({ params, body: { revision } }, options);
        case 'cancel':
          return postsApi.cancel({ params, body: { revision } }, options);
        case 'pause':
          return postsApi.pause({ params, body: { revision } }, options);
        case 'resume':
          return postsApi.resume({ params, body: { revision } }, options);
        case 'remove':
          return postsApi.remove({ params });
        case 'retry':
          return postsApi.retry({ params: { ...params, targetId: act.targetId }, body: { revision } }, options);
        case 'resolve': {
          const { targetId, seen } = act;
          return postsApi.resolve({ params: { ...params, targetId }, body: { revision, seen } }, options);
        }
      }
    });

  const run = async (act: PostAct, text?: Told, onRefused?: (code: ProblemCode) => void): Promise<boolean> => {
    if (running.current) return false;
    running.current = true;
    setBusy(act.kind);
    try {
      const post = await call(act);
      if (post) queries.setQueryData(postQuery(postId).queryKey, post);
      else queries.removeQueries({ queryKey: postQuery(postId).queryKey });
      if (text) toast({ text: typeof text === 'string' ? text : text(post) });
      return true;
    } catch (error) {
      const text = error instanceof NetworkError ? t(strings.networkLost) : explain(error);
      const reconnect = error instanceof ApiProblem && error.nextStep === 'reconnect';
      const action = { label: t(stepStrings.reconnect), onPress: () => void navigate({ to: '/connections' }) };
      toast({ tone: 'danger', text, ...(reconnect ? { action } : {}) });
      if (error instanceof ApiProblem) onRefused?.(error.code);
      return false;
    } finally {
      running.current = false;
      setBusy(undefined);
      // Also after a refusal: somebody was faster, and the screen must show how things stand.
      if (act.kind !== 'remove') void queries.invalidateQueries({ queryKey: postsKey });
    }
  };
  return { run, busy };
}

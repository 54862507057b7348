import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { KUWAIT } from '#shared/calendar/wall-time.ts';
import type { Post } from '#shared/posts/contract.ts';
import { ApiProblem, NetworkError } from '../../../lib/api-problem.ts';
import { createAttempt } from '../../../lib/attempt.ts';
import { useExplain } from '../../../lib/explain.ts';
import { useFormat } from '../../../lib/format.ts';
import { useText } from '../../../lib/i18n.ts';
import { toast } from '../../../ui/toast.tsx';
import { postQuery, postsApi, postsKey } from '../queries.ts';
import { strings as postStrings } from '../strings.ts';
import { type ComposerState, isDirty } from './composer-state.ts';
import { ConflictError } from './draft-saver.ts';
import { strings } from './strings.ts';

export type Act = 'schedule' | 'publish' | 'save' | 'cancel';

type Draft = {
  state: ComposerState;
  save: () => Promise<Post>;
  follow: (post: Post) => void;
  clash: (latest: Post) => void;
};

/**
 * What the buttons do. Each first stores what is on the screen, then acts on exactly that revision. One act at a
 * time; the same press repeated after a lost answer carries the same key, so it cannot happen twice.
 */
export function useActs({ state, save, follow, clash }: Draft) {
  const { t } = useText();
  const format = useFormat();
  const explain = useExplain();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [busy, setBusy] = useState<Act | undefined>(undefined);
  // Two presses can come before the screen has been drawn again.
  const running = useRef(false);
  const [attempt] = useState(() => createAttempt());

  const done = async (post: Post, text: string) => {
    follow(post);
    queries.setQueryData(postQuery(post.postId).queryKey, post);
    void queries.invalidateQueries({ queryKey: postsKey });
    toast({ text });
    await navigate({ to: '/posts/$postId', params: { postId: post.postId } });
  };

  const stored = async () => (state.post && !isDirty(state) ? state.post : await save());

  const steps: Record<Act, () => Promise<void>> = {
    save: async () => {
      const post = await save();
      if (post.state === 'draft') toast({ text: t(strings.draftSaved) });
      else await done(post, t(strings.updated));
    },
    schedule: async () => {
      const { postId, revision } = await stored();
      const wallTime = `${state.date}T${state.time}`;
      const body = { revision, wallTime, zone: KUWAIT };
      const post = await attempt({ postId, body }, (options) =>
        postsApi.schedule({ params: { postId }, body }, options),
      );
      await done(post, t(strings.scheduled, { time: format.dateTime(post.schedule?.publishAt ?? 0) }));
    },
    publish: async () => {
      const { postId, revision } = await stored();
      const body = { revision };
      const post = await attempt({ postId, body, now: true }, (options) =>
        postsApi.publish({ params: { postId }, body }, options),
      );
      await done(post, t(postStrings.publishStarted));
    },
    cancel: async () => {
      if (!state.post) return;
      const { postId, revision } = state.post;
      const body = { revision };
      const post = await attempt({ postId, body, cancel: true }, (options) =>
        postsApi.cancel({ params: { postId }, body }, options),
      );
      await done(post, t(postStrings.cancelled));
    },
  };

  const explainFailure = async (error: unknown): Promise<void> => {
    if (error instanceof ConflictError) return;
    if (error instanceof ApiProblem && error.code === 'post.changed' && state.post) {
      const { postId } = state.post;
      clash(await postsApi.get({ params: { postId } }));
      return;
    }
    const text = error instanceof NetworkError ? t(postStrings.networkLost) : explain(error);
    toast({ tone: 'danger', text });
  };

  const act = async (name: Act) => {
    if (running.current) return;
    running.current = true;
    setBusy(name);
    try {
      await steps[name]();
    } catch (error) {
      await explainFailure(error).catch(() => toast({ tone: 'danger', text: explain(error) }));
    } finally {
      running.current = false;
      setBusy(undefined);
    }
  };
  return { act, busy };
}

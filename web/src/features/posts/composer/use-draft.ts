import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Post } from '#shared/posts/contract.ts';
import { session } from '../../../lib/session.ts';
import { useStore } from '../../../lib/store.ts';
import { linesOf, postsApi } from '../queries.ts';
import type { ComposerState } from './composer-state.ts';
import { createDraft } from './draft.ts';

/** The post being written, with its state as the screen shows it. What waits to be stored when the page is left is. */
export function useDraft(initial: ComposerState, onStored: (post: Post) => void) {
  const page = useQueryClient();
  const [draft] = useState(() => createDraft(initial, { api: postsApi, lines: linesOf(page), onStored }));
  useEffect(() => {
    const stop = draft.start();
    // Whoever has just signed out has had their drafts erased; there is nobody to store them for.
    return () => stop(session.store.get().kind !== 'out');
  }, [draft]);
  const { dispatch, act, settle } = draft;
  const [state, saving, busy] = [useStore(draft.state), useStore(draft.saving), useStore(draft.busy)];
  return { state, saving, busy, dispatch, act, settle, current: draft.state.get };
}

import { useCallback, useEffect, useLayoutEffect, useReducer, useRef, useState } from 'react';
import type { Post } from '#shared/posts/contract.ts';
import { NetworkError } from '../../../lib/api-problem.ts';
import { now } from '../../../lib/clock.ts';
import { postsApi } from '../queries.ts';
import { type ComposerState, composerReducer, contentOf, isDirty, isWorthKeeping } from './composer-state.ts';
import { ConflictError, createDraftSaver } from './draft-saver.ts';

export type SaveState =
  | { kind: 'idle' }
  | { kind: 'saving' }
  | { kind: 'saved'; at: number }
  | { kind: 'failed'; error: unknown }
  | { kind: 'conflict'; latest: Post };

const SAVE_AFTER_MS = 800;
const TRY_AGAIN_MS = 10_000;

/** Only a draft is stored while it is being typed: a half-written change must not replace what is scheduled. */
const savesItself = ({ post }: ComposerState): boolean => post === undefined || post.state === 'draft';

/**
 * The composer's state, kept on the server 800 ms after the last change. `save` stores at once what is on the screen
 * and returns the post as the server holds it.
 */
export function useDraft(initial: ComposerState, onStored: (post: Post) => void) {
  const [state, dispatch] = useReducer(composerReducer, initial);
  const [saving, setSaving] = useState<SaveState>({ kind: 'idle' });
  const [saver] = useState(() => createDraftSaver(postsApi, initial.post));
  const latest = useRef(state);
  useLayoutEffect(() => {
    latest.current = state;
  });

  const save = useCallback(async (): Promise<Post> => {
    const content = contentOf(latest.current);
    setSaving({ kind: 'saving' });
    try {
      const post = await saver.save(content);
      dispatch({ kind: 'stored', post, content });
      setSaving({ kind: 'saved', at: now() });
      onStored(post);
      return post;
    } catch (error) {
      setSaving(
        error instanceof ConflictError ? { kind: 'conflict', latest: error.latest } : { kind: 'failed', error },
      );
      throw error;
    }
  }, [saver, onStored]);

  const pending = isDirty(state) && isWorthKeeping(state) && savesItself(state);
  const content = JSON.stringify(contentOf(state));
  const stopped = saving.kind === 'conflict';
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change of the content starts the pause anew
  useEffect(() => {
    if (!pending || stopped) return;
    const timer = setTimeout(() => save().catch(() => undefined), SAVE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [pending, stopped, content, save]);

  const unreachable = pending && saving.kind === 'failed' && saving.error instanceof NetworkError;
  useEffect(() => {
    if (!unreachable) return;
    const again = () => void save().catch(() => undefined);
    const timer = setInterval(again, TRY_AGAIN_MS);
    addEventListener('online', again);
    return () => {
      clearInterval(timer);
      removeEventListener('online', again);
    };
  }, [unreachable, save]);

  /** After a conflict: go on from the newer post, with its content or with ours. */
  const settle = (post: Post, keep: 'mine' | 'theirs') => {
    saver.follow(post);
    if (keep === 'theirs') dispatch({ kind: 'replaced', post });
    else dispatch({ kind: 'followed', post });
    setSaving({ kind: 'idle' });
  };
  const clash = (post: Post) => setSaving({ kind: 'conflict', latest: post });
  return { state, dispatch, saving, save, settle, clash, follow: saver.follow };
}

import { useEffect } from 'react';
import { session } from '../../../lib/session.ts';
import { type ComposerState, isDirty, isWorthKeeping } from './composer-state.ts';
import { forgetMirror, writeMirror } from './draft-mirror.ts';
import { mirrorKey } from './draft-store.ts';

const WRITE_AFTER_MS = 300;

const hasOwnTime = ({ date, time }: ComposerState, scheduled: string): boolean =>
  (date !== '' || time !== '') && `${date}T${time}` !== scheduled;

/**
 * Keeps in this browser what the server does not hold yet (unsaved words, a chosen time), so that closing the page
 * never loses work; forgets it as soon as the server has everything.
 */
export function useMirror(userId: string, state: ComposerState, scheduled: string): void {
  const key = mirrorKey(userId, state.post?.postId);
  const needed =
    (state.post !== undefined || isWorthKeeping(state)) && (isDirty(state) || hasOwnTime(state, scheduled));
  const { accountIds, caption, firstComment, images, date, time } = state;
  const revision = state.post?.revision ?? 0;
  useEffect(() => {
    if (!needed) {
      void forgetMirror(key);
      return;
    }
    const draft = { accountIds: [...accountIds], caption, firstComment, images: [...images], date, time };
    // Whoever has just signed out has had her drafts erased; this page must not bring them back.
    const write = () => session.store.get().kind !== 'out' && void writeMirror(key, { ...draft, revision });
    const timer = setTimeout(write, WRITE_AFTER_MS);
    // A phone may end the page at any moment after it was hidden.
    addEventListener('pagehide', write);
    return () => {
      clearTimeout(timer);
      removeEventListener('pagehide', write);
    };
  }, [needed, key, accountIds, caption, firstComment, images, date, time, revision]);

  // Once the post exists on the server, what was kept for the nameless one is out of date.
  useEffect(() => {
    if (state.post) void forgetMirror(mirrorKey(userId));
  }, [userId, state.post]);
}

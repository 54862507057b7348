import { useEffect, useRef } from 'react';
import { session } from '../../../lib/session.ts';
import { type ComposerState, isDirty, isTimeKept, isWorthKeeping } from './composer-state.ts';
import { forgetMirror, writeMirror } from './draft-mirror.ts';
import { mirrorKey } from './draft-store.ts';

const WRITE_AFTER_MS = 300;

/** Whether a time was chosen that is neither the planned one nor the one the composer had offered. */
const hasOwnTime = (state: ComposerState, offered: string): boolean =>
  (state.date !== '' || state.time !== '') && !isTimeKept(state) && `${state.date}T${state.time}` !== offered;

/**
 * Keeps in this browser what the server does not hold yet (unsaved words, a chosen time), so that closing the page
 * never loses work; forgets it as soon as the server has everything.
 */
export function useMirror(userId: string, state: ComposerState, offered: string): void {
  const key = mirrorKey(userId, state.post?.postId);
  const needed = (state.post !== undefined || isWorthKeeping(state)) && (isDirty(state) || hasOwnTime(state, offered));
  const { accountIds, caption, firstComment, images, date, time } = state;
  const revision = state.post?.revision ?? 0;
  const waiting = useRef<() => void>(undefined);
  // Stands first, because whoever leaves the page ends the pause below as well.
  useEffect(() => () => waiting.current?.(), []);
  useEffect(() => {
    if (!needed) {
      void forgetMirror(key);
      return;
    }
    const draft = { accountIds: [...accountIds], caption, firstComment, images: [...images], date, time };
    // Whoever has just signed out has had their drafts erased; this page must not bring them back.
    const write = () => {
      waiting.current = undefined;
      if (session.store.get().kind !== 'out') void writeMirror(key, { ...draft, revision });
    };
    waiting.current = write;
    const timer = setTimeout(write, WRITE_AFTER_MS);
    // A phone may end the page at any moment after it was hidden.
    addEventListener('pagehide', write);
    return () => {
      clearTimeout(timer);
      removeEventListener('pagehide', write);
      waiting.current = undefined;
    };
  }, [needed, key, accountIds, caption, firstComment, images, date, time, revision]);
}

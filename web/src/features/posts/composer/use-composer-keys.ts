import { useEffect } from 'react';
import { isPlanned } from '../post-rules.ts';
import { type ComposerState, isTimeKept } from './composer-state.ts';
import type { Act } from './draft.ts';

/** Which act the main button stands for: a planned post whose time stays is saved, everything else is scheduled. */
export const mainAct = (state: ComposerState): Act => (isTimeKept(state) ? 'save' : 'schedule');

/** Ctrl+Enter presses the main button, Ctrl+S saves; by key position, so that an Arabic layout works alike. */
export function useComposerKeys(act: (name: Act) => void, state: ComposerState): void {
  const main = mainAct(state);
  const save = isPlanned(state.post?.state) ? main : 'save';
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      const name = event.code === 'Enter' ? main : event.code === 'KeyS' ? save : undefined;
      if (!name) return;
      // A dialog asks something else, and its own keys answer it.
      if (event.target instanceof Element && event.target.closest('[role=dialog], [role=alertdialog]')) return;
      event.preventDefault();
      event.stopPropagation();
      if (!event.repeat) act(name);
    };
    // Before a focused button takes Enter for itself.
    addEventListener('keydown', pressed, { capture: true });
    return () => removeEventListener('keydown', pressed, { capture: true });
  }, [act, main, save]);
}

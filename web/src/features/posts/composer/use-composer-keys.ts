import { useEffect } from 'react';
import type { Act } from './use-acts.ts';

/** Which act the main button stands for: a scheduled post whose time stays is saved, everything else is scheduled. */
export const mainAct = (at: { scheduled: boolean; timeChanged: boolean }): Act =>
  at.scheduled && !at.timeChanged ? 'save' : 'schedule';

/** Ctrl+Enter presses the main button, Ctrl+S saves; by key position, so that an Arabic layout works alike. */
export function useComposerKeys(act: (name: Act) => void, at: { scheduled: boolean; timeChanged: boolean }): void {
  const main = mainAct(at);
  const save = at.scheduled ? main : 'save';
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      const name = event.code === 'Enter' ? main : event.code === 'KeyS' ? save : undefined;
      if (!name) return;
      event.preventDefault();
      if (!event.repeat) act(name);
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, [act, main, save]);
}

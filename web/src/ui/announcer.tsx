import { createStore, useStore } from '../lib/store.ts';

const said = createStore({ text: '', turn: 0 });

/** Says something to screen readers when they have finished their sentence: "saved", "moved to Thursday". */
export const announce = (text: string): void => said.set({ text, turn: said.get().turn + 1 });

/** The place on the page that is read out. One per page, in the shell. */
export function Announcer() {
  const { text, turn } = useStore(said);
  return (
    <div aria-live="polite" aria-atomic="true" data-react-aria-top-layer="true" className="sr-only">
      {/* A new element each time: the same sentence twice is said twice. */}
      <p key={turn}>{text}</p>
    </div>
  );
}

import { createStore } from '../../lib/store.ts';

/** The address a code was sent to: carried from one page to the next in memory, never in the address bar. */
export const resetAddress = createStore('');

import { keep, readKept } from './kept.ts';
import { createStore } from './store.ts';

/**
 * Whether single letters are shortcuts on this device. People who speak to their computer switch them off (WCAG 2.1.4);
 * combinations with Ctrl stay.
 */
export const singleKeysOn = createStore(readKept('ksa.shortcuts') !== 'off');

export function setSingleKeys(on: boolean): void {
  keep('ksa.shortcuts', on ? null : 'off');
  singleKeysOn.set(on);
}

/** Places where letters and arrows already mean something. */
const TAKEN =
  'input, textarea, select, [contenteditable=true], [role=dialog], [role=alertdialog], [role=menu], [role=listbox], [role=radiogroup], [role=toolbar], [role=spinbutton]';

/** Whether a key was meant for what has the focus, and not for the page. */
export const isTaken = (event: KeyboardEvent): boolean =>
  event.defaultPrevented || (event.target instanceof Element && event.target.closest(TAKEN) !== null);

import { keep } from './kept.ts';
import { createStore } from './store.ts';

export type Theme = 'light' | 'dark';

/** The theme of the page; the first one was set before paint from the device's own setting or an earlier choice. */
export const themeStore = createStore<Theme>(document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light');

export function setTheme(theme: Theme): void {
  keep('ksa.theme', theme);
  document.documentElement.dataset.theme = theme;
  themeStore.set(theme);
}

import type { Language } from '#shared/contract/text.ts';
import { keep, readKept } from './kept.ts';
import { createStore } from './store.ts';

const chosen = (): Language | null => {
  const kept = readKept('ksa.language');
  return kept === 'ar' || kept === 'en' ? kept : null;
};

/** The language of the page: what was chosen on this device, Arabic otherwise. */
export const languageStore = createStore<Language>(chosen() ?? 'ar');

export const directionOf = (language: Language): 'rtl' | 'ltr' => (language === 'ar' ? 'rtl' : 'ltr');

/** Switches the page; the address, the scroll position and every half-written text stay. */
export function setLanguage(language: Language): void {
  keep('ksa.language', language);
  show(language);
}

/** Takes the language of a person's profile, unless this device already has a choice of its own. */
export function suggestLanguage(language: Language): void {
  if (!chosen()) show(language);
}

function show(language: Language): void {
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
  languageStore.set(language);
}

/**
 * The few words kept on this device between visits: language, theme, whether letters are shortcuts, and whether
 * somebody was signed in here (so that a first visitor is not asked to refresh a session that cannot exist), the id of
 * the draft that waits for an account, and which layers of the calendar are hidden. Never a token, never a name.
 */
type Kept = 'ksa.language' | 'ksa.theme' | 'ksa.shortcuts' | 'ksa.returning' | 'ksa.writing' | 'ksa.layers';

/** Reads a kept word; null when there is none or when the browser forbids storage. */
export function readKept(name: Kept): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** Keeps a word, or forgets it with `null`. A browser that forbids storage simply forgets. */
export function keep(name: Kept, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch {
    // Nothing is lost but a preference.
  }
}

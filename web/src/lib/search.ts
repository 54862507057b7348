/**
 * Addresses hold plain words: every search value stays the string it is. (The router's own reading would turn a
 * code of digits into a rounded number.)
 */
export const parseSearch = (written: string): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(written));

export function stringifySearch(search: Record<string, unknown>): string {
  const words = Object.entries(search).filter(([, value]) => value !== undefined && value !== '');
  const written = new URLSearchParams(words.map(([name, value]) => [name, String(value)])).toString();
  return written ? `?${written}` : '';
}

/** Picks the named search values that are present. Values nobody asked for are dropped from the address. */
export const searchOf =
  <K extends string>(...names: readonly K[]) =>
  (search: Record<string, unknown>): { [N in K]?: string } => {
    const found: { [N in K]?: string } = {};
    for (const name of names) {
      const value = search[name];
      if (typeof value === 'string' && value !== '') found[name] = value;
    }
    return found;
  };

/** Where to go after signing in: only a path of this application, never another site. */
export const safeReturn = (path: string | undefined): string =>
  path && /^\/(?![/\\])/.test(path) && !path.startsWith('/sign-in') ? path : '/';

/** One page of `items` (ordered by their keys) after the one that `token` names; the token of the next page, if any. */
export function pageOf<T>(items: T[], max: number, token: string | undefined, keyOf: (item: T) => string) {
  const after = Buffer.from(token ?? '', 'base64').toString();
  const rest = items.filter((item) => keyOf(item) > after);
  const shown = rest.slice(0, max);
  const last = rest.length > max ? shown.at(-1) : undefined;
  return { shown, NextToken: last && Buffer.from(keyOf(last)).toString('base64') };
}

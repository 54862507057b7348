/** A line of nothing but three or more dashes begins the next post of a thread. */
const BREAK = /^[ \t]*-{3,}[ \t]*$/mu;

/** The posts that a text goes out as: one, or a thread. */
export function threadOf(text: string): string[] {
  const parts = text
    .split(BREAK)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return parts.length > 1 ? parts : [parts[0] ?? ''];
}

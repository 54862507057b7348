import type { HistoryEntry } from '#shared/posts/contract.ts';

/** A line of the history that stands for `times` like it; the oldest of them is of `since` (ms). */
export type FoldedEntry = { entry: HistoryEntry; times: number; since: number };

/** The line of one entry alone. */
export const once = (entry: HistoryEntry): FoldedEntry => ({ entry, times: 1, since: entry.at });

const kindOf = ({ action, targetId, state, reason }: HistoryEntry): string =>
  [action, targetId, state, reason].join('/');

/**
 * The history (newest first) with the tries of a long outage told once: what the platform did again and again between
 * two acts of a person stands where it happened last, and says how often. What a person did always has its own line.
 */
export function foldHistory(entries: readonly HistoryEntry[]): FoldedEntry[] {
  const folded: FoldedEntry[] = [];
  let lately = new Map<string, FoldedEntry>();
  for (const entry of entries) {
    if (entry.actor !== undefined) lately = new Map();
    const again = entry.actor === undefined ? lately.get(kindOf(entry)) : undefined;
    if (again) {
      again.times += 1;
      again.since = entry.at;
      continue;
    }
    const line = once(entry);
    folded.push(line);
    lately.set(kindOf(entry), line);
  }
  return folded;
}

/** A person reads so many mails of an hour one by one; more of them would only hide each other. */
export const NOTICES_PER_HOUR = 10;

/** Between two summaries, so that what goes on failing does not become a flood of them. */
export const SUMMARY_APART_MS = 15 * 60_000;

/**
 * How one person is told of the posts that wait untold: each in a mail of its own, all in one, or all in one later.
 * Decided before the first of them is sent. `told` is how many mails of single posts they got in this hour,
 * `summedUpAt` when they got their last summary of it; instants are epoch milliseconds.
 */
export type HowToTell = { tell: 'each' | 'together' } | { tell: 'later'; afterMs: number };

export function howToTell(
  { waiting, told, summedUpAt }: { waiting: number; told: number; summedUpAt?: number | undefined },
  now: number,
): HowToTell {
  if (told + waiting <= NOTICES_PER_HOUR) return { tell: 'each' };
  const next = summedUpAt === undefined ? now : summedUpAt + SUMMARY_APART_MS;
  return next <= now ? { tell: 'together' } : { tell: 'later', afterMs: next - now };
}

/**
 * What is known of a network that is in trouble: how often it failed on end, how often it was given a rest, and until
 * when nobody is to call it. A network of which nothing is known is called. Instants are epoch milliseconds.
 */
export type Circuit = { failures: number; trips: number; openUntil?: number | undefined };

/** A network that is left alone for a while. */
export type Rested = Circuit & { openUntil: number };

const SECOND = 1000;

export const circuitTiming = {
  /** Failures on end, of whatever accounts, after which it is the network and not the call. */
  opensAfter: 10,
  firstRestMs: 60 * SECOND,
  longestRestMs: 300 * SECOND,
} as const;

/** `try`: its rest is over, and one caller (the one who stores the next rest) finds out whether it is back. */
export type Permission = 'call' | 'hold' | 'try';

export function permission({ openUntil }: Circuit, now: number): Permission {
  if (openUntil === undefined) return 'call';
  return now < openUntil ? 'hold' : 'try';
}

/** Whether it has failed so often that it must be left alone now. */
export const isTripped = ({ failures, openUntil }: Circuit): boolean =>
  openUntil === undefined && failures >= circuitTiming.opensAfter;

/** Left alone from now on, twice as long each time. */
export const rested = ({ failures, trips }: Circuit, now: number): Rested => ({
  failures,
  trips: trips + 1,
  openUntil: now + Math.min(circuitTiming.longestRestMs, circuitTiming.firstRestMs * 2 ** trips),
});

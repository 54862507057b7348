/**
 * What is known of a network that is in trouble: how often it failed on end, how often it was given a rest, and until
 * when nobody is to call it. A network of which nothing is known is called. Instants are epoch milliseconds.
 */
export type Circuit = { failures: number; trips: number; openUntil?: number | undefined };

/** A network that is left alone for a while. */
export type OpenCircuit = Circuit & { openUntil: number };

const SECOND = 1000;

export const circuitTiming = {
  /** Failures on end, of whatever accounts, after which it is the network and not the call. */
  opensAfter: 10,
  firstOpenMs: 60 * SECOND,
  longestOpenMs: 300 * SECOND,
} as const;

/** `half_open`: its rest is over, and one caller (the one who stores the next rest) finds out whether it is back. */
export type CircuitState = 'closed' | 'open' | 'half_open';

export function circuitState({ openUntil }: Circuit, now: number): CircuitState {
  if (openUntil === undefined) return 'closed';
  return now < openUntil ? 'open' : 'half_open';
}

/** Whether it has failed so often that it must be left alone now. */
export const isTripped = ({ failures, openUntil }: Circuit): boolean =>
  openUntil === undefined && failures >= circuitTiming.opensAfter;

/** Left alone from now on, twice as long each time. */
export const opened = ({ failures, trips }: Circuit, now: number): OpenCircuit => ({
  failures,
  trips: trips + 1,
  openUntil: now + Math.min(circuitTiming.longestOpenMs, circuitTiming.firstOpenMs * 2 ** trips),
});

/**
 * The circuit breaker of a network: how often it failed in a row, how often its circuit was opened, and until when it
 * is open and nobody calls. A network of which nothing is known is called. Instants are epoch milliseconds.
 */
export type Circuit = { failures: number; trips: number; openUntil?: number | undefined };

/** The circuit of a network that nobody calls for a while. */
export type OpenCircuit = Circuit & { openUntil: number };

const SECOND = 1000;

export const circuitTiming = {
  /** Failures in a row, of whatever accounts, after which it is the network and not the call. */
  opensAfter: 10,
  firstOpenMs: 60 * SECOND,
  longestOpenMs: 300 * SECOND,
} as const;

/** `half_open`: the time is over, and the one caller that stores the next opening finds out whether it is back. */
export type CircuitState = 'closed' | 'open' | 'half_open';

export function circuitState({ openUntil }: Circuit, now: number): CircuitState {
  if (openUntil === undefined) return 'closed';
  return now < openUntil ? 'open' : 'half_open';
}

/** Whether it has failed so often that its circuit must be opened now. */
export const isTripped = ({ failures, openUntil }: Circuit): boolean =>
  openUntil === undefined && failures >= circuitTiming.opensAfter;

/** Open from now on, twice as long each time. */
export const opened = ({ failures, trips }: Circuit, now: number): OpenCircuit => ({
  failures,
  trips: trips + 1,
  openUntil: now + Math.min(circuitTiming.longestOpenMs, circuitTiming.firstOpenMs * 2 ** trips),
});

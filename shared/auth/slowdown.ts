/**
 * How often something may be tried: `free` tries at once, then each further one only after a wait. The waits are taken
 * one after the other and the last one stays; without any, nothing more is allowed until the count starts anew.
 */
export type Slowdown = { readonly free: number; readonly waitsMs?: readonly number[] };

/** From `count` tries on (or only at exactly so many), the next one has to wait so long after the last. */
export type SlowdownStep = { readonly count: number; readonly only: boolean; readonly waitMs: number };

/** The steps of a slowdown, in the order in which they are reached. */
export const slowdownSteps = ({ free, waitsMs = [] }: Slowdown): SlowdownStep[] =>
  waitsMs.map((waitMs, step) => ({ count: free + step, only: step < waitsMs.length - 1, waitMs }));

/** How long after the last of `count` tries the next one is allowed; `Infinity` when it is not. */
export function waitAfter(slowdown: Slowdown, count: number): number {
  if (count < slowdown.free) return 0;
  const reached = slowdownSteps(slowdown).filter((step) => step.count <= count);
  return reached.at(-1)?.waitMs ?? Number.POSITIVE_INFINITY;
}

/** Waits that double, from `first` seconds on. */
export const doubling = (first: number, times: number): number[] =>
  Array.from({ length: times }, (_, step) => first * 2 ** step * 1000);

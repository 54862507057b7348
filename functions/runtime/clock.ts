/** How much this machine's clock is known to be ahead of AWS's; negative when it is behind. */
let aheadMs = 0;
/** By our own clock. */
let comparedAt: number | undefined;

/** After this our clock may have been put right, or wrong, without our noticing; shorter than any span that decides. */
const COMPARED_FOR_MS = 15_000;

/** An HTTP date is cut off to whole seconds. */
const DATE_STEP_MS = 1000;

/** The only place where product code reads the time: milliseconds since the epoch, by the clock that all machines share. */
export const now = (): number => Date.now() - aheadMs;

/** Whether this machine has compared its clock with AWS's lately. */
export const isCompared = (): boolean =>
  comparedAt !== undefined && Math.abs(Date.now() - comparedAt) < COMPARED_FOR_MS;

/**
 * Begins a request to AWS. What comes back takes the `Date` header of the answer, which was written somewhere between
 * our sending and receiving, and compares our clock with it. A right clock is never corrected.
 */
export function beginComparison(): (date: unknown) => void {
  const sentAt = Date.now();
  return (date) => {
    const theirs = Date.parse(typeof date === 'string' ? date : '');
    if (Number.isNaN(theirs)) return;
    comparedAt = Date.now();
    aheadMs = corrected(aheadMs, theirs, sentAt, comparedAt);
  };
}

/** The least change of a correction that agrees with an answer dated `theirs`; all in milliseconds. */
export const corrected = (ahead: number, theirs: number, sentAt: number, receivedAt: number): number =>
  Math.min(Math.max(ahead, sentAt - theirs - DATE_STEP_MS), receivedAt - theirs);

/** What keeps the promises. Each can be taken away, to see whether the checker notices. */
export const allGuards = {
  /** A write needs the version that was read: whoever lost the race stores nothing (claim condition and fence). */
  versions: true,
  /** The arm is stored before the irreversible call. */
  armFirst: true,
  /** An arm that has run out is never fired. */
  armDeadline: true,
  /** Absence counts only when nobody can still be sending, and only when it is seen twice. */
  patience: true,
  /** A person's "it is not there" is believed only after the network was asked once more. */
  askedAgain: true,
  /** Nothing of a suspended business is begun or sent. */
  suspension: true,
  /** What was asked for an old revision, or comes too early, is not done. */
  dueTime: true,
  /** After its grace nothing goes out without asking. */
  staleness: true,
  /** Every five minutes somebody looks for what was forgotten. */
  sweeper: true,
  /** Machines compare their clocks with the table's. */
  sharedClock: true,
  /** A network that fails on end is left alone. */
  circuit: true,
};
export type Guards = Readonly<typeof allGuards>;
export type Guard = keyof Guards;
export const guardNames = Object.keys(allGuards) as Guard[];

import type { ContentKind, Platform } from '../platforms/platform.ts';
import type { Reason } from './reasons.ts';
import type { TargetState } from './states.ts';

/** Where the first comment of a target stands; see comment.ts. */
export const commentStates = ['waiting', 'posting', 'posted', 'failed', 'unknown'] as const;

/** The first comment of a target. It is stored as it is, so the core leaves fields out and never sets undefined. */
export type FirstComment = {
  state: (typeof commentStates)[number];
  /** How often the network was asked to take it. */
  attempt: number;
  /** When the present attempt was begun. */
  at?: number | undefined;
  /** Nobody needs to look again before this. */
  nextAt?: number | undefined;
  /** When the network first showed that it is not there. */
  absentAt?: number | undefined;
  reason?: Reason | undefined;
  externalId?: string | undefined;
};

/**
 * One post on one account, as the publishing core sees it. Instants are milliseconds since the epoch.
 * `version` grows with every write and is the condition of the next one; `fence` grows with every change of hands, so
 * that a worker who lost the target can write nothing any more.
 */
export type Target = {
  clientId: string;
  postId: string;
  targetId: string;
  accountId: string;
  platform: Platform;
  username: string;
  kind: ContentKind;
  /** Revision of the post that this target carries. */
  revision: number;
  version: number;
  state: TargetState;
  fence: number;
  /** How often publishing was begun since the target was last scheduled by a person. */
  attempt: number;
  publishAt?: number | undefined;
  /** After this nothing is sent without asking. */
  graceUntil?: number | undefined;
  /** Until when the holder of the fence may be working. */
  leaseUntil?: number | undefined;
  /** What the platform gave us for the prepared, still invisible post. */
  handle?: Readonly<Record<string, string>> | undefined;
  /** When all of it was with the platform. */
  stagedAt?: number | undefined;
  /** When the platform had it ready ahead of its minute: nothing but the irreversible call is left to do. */
  preparedAt?: number | undefined;
  /** Looks at the platform since staging or since publishing. */
  polls: number;
  armedAt?: number | undefined;
  /** The irreversible call may leave until then, never later. */
  armUntil?: number | undefined;
  /** When the platform first said that an armed post is not there. */
  absentAt?: number | undefined;
  /** When a person said that it is not there. They are believed once the network was asked again; kept where it was found. */
  deniedAt?: number | undefined;
  /** When a worker should look although no message came; kept in the due index. Absent at rest. */
  checkAt?: number | undefined;
  retryAt?: number | undefined;
  reason?: Reason | undefined;
  /** In how many visible parts it goes out; absent for one. */
  pieces?: number | undefined;
  /** External ids of the parts that are out already, in their order; the last one may be empty, when it was not found. */
  parts?: string[] | undefined;
  externalId?: string | undefined;
  permalink?: string | undefined;
  publishedAt?: number | undefined;
  /** Only when the post has a first comment. Never says anything about the post itself. */
  comment?: FirstComment | undefined;
};

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** The timing of publishing. Every figure has its reason in docs/decisions. */
export const timing = {
  /** Schedules and clocks differ by a little: this much too early is on time. */
  earlyMs: 30 * SECOND,
  graceMs: 60 * MINUTE,
  /** So long before its minute a target is prepared: a slow video, and a few tries of the sweeper, fit in. */
  prepareMs: 25 * MINUTE,
  /** Scheduled later than this, there is no sweep left that could prepare it. */
  prepareLeastMs: 6 * MINUTE,
  /** Longer than the function's time-out, so that a lapsed lease means a dead worker. */
  leaseMs: 90 * SECOND,
  /** A claimed target is looked at again after this, whatever happened to its messages. */
  watchMs: 3 * MINUTE,
  /** From arming to the last instruction before the irreversible call. */
  armMs: 20 * SECOND,
  /**
   * After its arm has run out. A function ends 60 s after it began, which was before it armed: that leaves 40 s in which
   * a call could still leave, and 20 s for it to arrive. Nobody can still be sending after it.
   */
  settleMs: 60 * SECOND,
  firstDoubtMs: 15 * SECOND,
  /** Two readings of absence must lie this far apart. */
  absenceApartMs: 60 * SECOND,
  doubtRetryMs: 30 * SECOND,
  /** In doubt for longer than this: a person is asked. */
  inDoubtMs: 12 * MINUTE,
  maxAttempts: 5,
  backoffBaseMs: 15 * SECOND,
  backoffCapMs: 10 * MINUTE,
  /** A published post without an address is looked for this often. */
  permalinkTries: 3,
  /** A first comment is sent this often at most, each time after it was proved absent. */
  commentTries: 3,
} as const;

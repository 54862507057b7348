import * as z from 'zod/mini';
import { prayers } from '../calendar/prayer.ts';
import { id } from '../contract/id.ts';
import { contentKinds, platforms } from '../platforms/platform.ts';
import { reasonCodes } from './reasons.ts';
import { targetStates } from './states.ts';

/** Where the first comment of a target stands; see comment.ts. */
export const commentStates = ['waiting', 'posting', 'posted', 'failed', 'unknown'] as const;

/** An instant: milliseconds since the epoch. */
const instant = z.number();

/** The first comment of a target. It is stored as it is, so the core leaves fields out and never sets undefined. */
export const FirstComment = z.object({
  state: z.enum(commentStates),
  /** How often the network was asked to take it. */
  attempt: z.number(),
  /** When the present attempt was begun. */
  at: z.optional(instant),
  /** Nobody needs to look again before this. */
  nextAt: z.optional(instant),
  /** When the network first showed that it is not there. */
  absentAt: z.optional(instant),
  reason: z.optional(z.enum(reasonCodes)),
  externalId: z.optional(z.string()),
});
export type FirstComment = z.infer<typeof FirstComment>;

/**
 * One post on one account, as the publishing core sees it. `version` grows with every write and is the condition of
 * the next one; `fence` grows with every change of hands, so that a worker who lost the target can write nothing any
 * more.
 *
 * The only place where a field of a target is said: the attributes of its entity, what a message carries, and what the
 * contract shows of it are derived from this schema.
 */
export const Target = z.object({
  clientId: id('client'),
  postId: id('post'),
  targetId: id('target'),
  accountId: id('account'),
  platform: z.enum(platforms),
  username: z.string(),
  /** What the post is on this network. */
  kind: z.enum(contentKinds),
  /** Revision of the post that this target carries. */
  revision: z.number(),
  version: z.number(),
  state: z.enum(targetStates),
  fence: z.number(),
  /** How often publishing was begun since the target was last scheduled by a person. */
  attempt: z.number(),
  publishAt: z.optional(instant),
  /** After this nothing is sent without asking. */
  graceUntil: z.optional(instant),
  /** Until when the holder of the fence may be working. */
  leaseUntil: z.optional(instant),
  /** What the platform gave us for the prepared, still invisible post. */
  handle: z.optional(z.record(z.string(), z.string())),
  /** When all of it was with the platform. */
  stagedAt: z.optional(instant),
  /** When the platform had it ready ahead of its minute: nothing but the irreversible call is left to do. */
  preparedAt: z.optional(instant),
  /** Looks at the platform since staging or since publishing. */
  polls: z.number(),
  armedAt: z.optional(instant),
  /** The irreversible call may leave until then, never later. */
  armUntil: z.optional(instant),
  /** When the platform first said that an armed post is not there. */
  absentAt: z.optional(instant),
  /** When a person said that it is not there. They are believed once the network was asked again; kept where it was found. */
  deniedAt: z.optional(instant),
  /** When a worker should look although no message came; kept in the due index. Absent at rest. */
  checkAt: z.optional(instant),
  retryAt: z.optional(instant),
  reason: z.optional(z.enum(reasonCodes)),
  /** The prayer that it waited for at its minute, and how long after its time that prayer ended. */
  waited: z.optional(z.object({ prayer: z.enum(prayers), minutes: z.number() })),
  /** In how many visible parts it goes out; absent for one. */
  pieces: z.optional(z.number()),
  /** External ids of the parts that are out already, in their order; the last one may be empty, when it was not found. */
  parts: z.optional(z.array(z.string())),
  externalId: z.optional(z.string()),
  permalink: z.optional(z.string()),
  publishedAt: z.optional(instant),
  /** Only when the post has a first comment. Never says anything about the post itself. */
  comment: z.optional(FirstComment),
});
export type Target = z.infer<typeof Target>;

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
  inFlightMs: 60 * SECOND,
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

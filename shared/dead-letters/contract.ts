import * as z from 'zod/mini';
import { contract } from '../contract/route.ts';
import { machineText } from '../contract/text.ts';

/** A queue is called like the function whose work it keeps: `publishing-publish`. */
const queue = machineText().check(z.regex(/^[a-z0-9-]{1,60}$/));
const letterId = machineText().check(z.regex(/^[\w-]{1,100}$/));
const count = z.int().check(z.minimum(0));

/** `message`: work that can be sent again. `change` and `run`: only a pointer to what a function did not manage. */
export const letterKinds = ['message', 'change', 'run'] as const;

export const DeadLetterQueue = z.object({
  queue,
  kind: z.enum(letterKinds),
  redrivable: z.boolean(),
  /** About how many letters lie there, as SQS counts. */
  letters: count,
});

/** The ids that a letter names; of a target that it carries only how it stood. Never captions, names or tokens. */
export const Named = z.object({
  v: z.optional(z.number()),
  clientId: z.optional(z.string()),
  postId: z.optional(z.string()),
  targetId: z.optional(z.string()),
  revision: z.optional(z.number()),
  state: z.optional(z.string()),
  version: z.optional(z.number()),
  fence: z.optional(z.number()),
});
export type Named = z.infer<typeof Named>;

/** One parked message. Times are epoch ms; absent where nobody noted them. */
export const Letter = z.object({
  letterId,
  queue,
  /** A code. `unanswered`: the worker ended without an answer, and SQS parked the message itself. */
  reason: z.string(),
  detail: z.string(),
  firstReceivedAt: z.optional(z.number()),
  parkedAt: z.optional(z.number()),
  /** How often a worker was handed it. For `unanswered` every look at the letter counts too. */
  deliveries: z.optional(count),
  bytes: count,
  names: Named,
});
export type Letter = z.infer<typeof Letter>;

const inQueue = z.strictObject({ queue });

export const deadLetters = contract('dead-letters', {
  list: {
    method: 'GET',
    path: '/dead-letters',
    permission: 'operations:read',
    summary: 'List the dead-letter queues with their number of letters',
    response: z.object({ items: z.array(DeadLetterQueue) }),
  },
  get: {
    method: 'GET',
    path: '/dead-letters/{queue}',
    permission: 'operations:read',
    summary: 'Look at up to 100 letters of one queue; they stay where they are. `more`: there may be others',
    params: inQueue,
    response: z.object({ ...DeadLetterQueue.shape, items: z.array(Letter), more: z.boolean() }),
  },
  redrive: {
    method: 'POST',
    path: '/dead-letters/{queue}/redrive',
    permission: 'operations:write',
    summary: 'Send one letter, or up to 100, back to where they came from',
    params: inQueue,
    body: z.strictObject({ letterId: z.optional(letterId) }),
    response: z.object({
      moved: count,
      /** About how many letters still lie there. */
      left: count,
      /** Whether the one letter that was asked for was not there, or hidden because somebody else looks at it. */
      notFound: z.boolean(),
    }),
  },
  remove: {
    method: 'DELETE',
    path: '/dead-letters/{queue}/{letterId}',
    permission: 'operations:write',
    summary: 'Delete one letter for good',
    params: z.strictObject({ queue, letterId }),
  },
});

import * as z from 'zod/mini';
import { contentKinds, platforms } from '#shared/platforms/platform.ts';
import type { LookMessage } from '#shared/publishing/messages.ts';
import { reasonCodes } from '#shared/publishing/reasons.ts';
import { targetStates } from '#shared/publishing/states.ts';
import type { Target } from '#shared/publishing/target.ts';

const moment = z.optional(z.number());

/** The target as a delayed message carries it. Parsed, because an older release may have written it. */
const Known = z.object({
  clientId: z.string(),
  postId: z.string(),
  targetId: z.string(),
  accountId: z.string(),
  platform: z.enum(platforms),
  username: z.string(),
  kind: z.enum(contentKinds),
  revision: z.number(),
  version: z.number(),
  state: z.enum(targetStates),
  fence: z.number(),
  attempt: z.number(),
  publishAt: moment,
  graceUntil: moment,
  leaseUntil: moment,
  handle: z.optional(z.record(z.string(), z.string())),
  stagedAt: moment,
  preparedAt: moment,
  polls: z.number(),
  armedAt: moment,
  armUntil: moment,
  absentAt: moment,
  deniedAt: moment,
  checkAt: moment,
  retryAt: moment,
  pieces: moment,
  parts: z.optional(z.array(z.string())),
  reason: z.optional(z.enum(reasonCodes)),
  /** Nothing is carried while it is worked on: before that, all there is to know is that it waits. */
  comment: z.optional(z.object({ state: z.literal('waiting'), attempt: z.number() })),
});

/** What the sender of a message knew, or undefined when the target must be read. */
export function knownTarget({ clientId, postId, targetId, known }: LookMessage): Target | undefined {
  const target = Known.safeParse(known).data;
  const same = target?.clientId === clientId && target.postId === postId && target.targetId === targetId;
  return same ? target : undefined;
}

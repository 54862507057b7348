import * as z from 'zod/mini';
import { id } from '../contract/id.ts';
import { queue } from '../contract/queue.ts';

/** A post's minute has come. Sent by its schedule or by the planner; only a hint, the table decides. */
export const DueMessage = z.object({
  v: z.literal(1),
  clientId: id('client'),
  postId: id('post'),
  revision: z.number(),
});
export type DueMessage = z.infer<typeof DueMessage>;
export const dueQueue = queue('publishing-due', DueMessage);

/**
 * Look at one target. `known` is the target as the sender stored it: the worker goes on from there without reading it
 * again, because every write is conditional on its version.
 */
export const LookMessage = z.object({
  v: z.literal(1),
  clientId: id('client'),
  postId: id('post'),
  targetId: id('target'),
  known: z.optional(z.record(z.string(), z.unknown())),
});
export type LookMessage = z.infer<typeof LookMessage>;
export const publishQueue = queue('publishing-publish', LookMessage);

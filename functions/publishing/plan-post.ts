import * as z from 'zod/mini';
import { now } from '#runtime/clock.ts';
import { sendTo } from '#runtime/queue.ts';
import { dueQueue } from '#shared/publishing/messages.ts';
import { createSchedule, deleteSchedule } from './schedules.ts';

/** What the planner needs of a post's header. */
const Planned = z.object({
  clientId: z.string(),
  postId: z.string(),
  revision: z.number(),
  dueAt: z.optional(z.number()),
});

/** Nearer than this a schedule could come late: the message is sent with a delay instead. */
const SOON_MS = 5 * 60_000;

/**
 * Reacts to one change of a post's header. May run twice or late: schedules are named by post and revision, and
 * whatever fires for an old revision is ignored by the workers.
 */
export async function planPost(before: unknown, after: unknown): Promise<void> {
  const old = Planned.safeParse(before).data;
  const current = Planned.safeParse(after).data;
  if (old && current && old.revision === current.revision) return;
  if (old?.dueAt !== undefined && old.dueAt > now()) await deleteSchedule(old);
  if (current?.dueAt === undefined) return;
  const { clientId, postId, revision, dueAt } = current;
  const message = { v: 1, clientId, postId, revision } as const;
  const wait = dueAt - now();
  await (wait < SOON_MS ? sendTo(dueQueue, [message], Math.max(wait, 0)) : createSchedule(message, dueAt));
}

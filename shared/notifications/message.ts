import * as z from 'zod/mini';
import type { FeedSubscription } from '../changes/subscription.ts';
import { id } from '../contract/id.ts';
import { queue } from '../contract/queue.ts';
import type { TargetState } from '../publishing/states.ts';

/** Where a target rests until a person decides; the more urgent first. */
export const askingStates = ['needs_review', 'partial', 'failed', 'missed'] as const satisfies readonly TargetState[];
export type AskingState = (typeof askingStates)[number];

/** Whether a target waits for a person. */
export const isAsking = <T extends { state: TargetState }>(target: T): target is T & { state: AskingState } =>
  askingStates.some((state) => state === target.state);

/**
 * One rest of one target: a person's act makes a new revision and every change of hands a new fence, so the same
 * target can come to rest again and is asked about again.
 */
const rest = {
  clientId: id('client'),
  postId: id('post'),
  targetId: id('target'),
  state: z.enum(askingStates),
  revision: z.number(),
  fence: z.number(),
};
export const Rest = z.object(rest);
export type Rest = z.infer<typeof Rest>;

/**
 * A target came to rest and its people should be asked. Only a hint: the table decides whether it still waits. With
 * `subject` it is for that one person, who is told of everything that waits for them; `waitingSince` when SES has put
 * their mail off, in epoch milliseconds.
 */
export const NoticeMessage = z.object({
  v: z.literal(1),
  ...rest,
  subject: z.optional(z.string()),
  waitingSince: z.optional(z.number()),
});
export type NoticeMessage = z.infer<typeof NoticeMessage>;
export type PersonMessage = NoticeMessage & { subject: string };

export const isForPerson = (message: NoticeMessage): message is PersonMessage => message.subject !== undefined;

/**
 * A minute is long enough for the other accounts of the post to come to rest, so that they share one mail, and for
 * somebody who is looking at the post to decide without being written to.
 */
export const noticesQueue = queue('notifications-notify', NoticeMessage, { delayMs: 60_000 });

/** Whether a target, as it stands now, is in that very rest still. */
export const isSameRest = (target: Pick<Rest, 'targetId' | 'revision' | 'fence'> & { state: TargetState }, of: Rest) =>
  target.targetId === of.targetId &&
  target.state === of.state &&
  target.revision === of.revision &&
  target.fence === of.fence;

/** People are asked about each target that comes to rest where only a person helps. */
export const noticesOnRest: FeedSubscription<typeof NoticeMessage> = {
  queue: noticesQueue,
  message({ from, to, ...target }) {
    const rest = Rest.safeParse({ ...target, state: to });
    return from !== to && rest.success ? { v: 1, ...rest.data } : undefined;
  },
};

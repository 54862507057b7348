import { logger } from '#runtime/logger.ts';
import { sendTo } from '#runtime/queue.ts';
import type { Change } from '#runtime/workers.ts';
import { type ChangeEvent, changeOf } from '#shared/changes/event.ts';
import { subscribers } from '#shared/changes/subscribers.ts';
import type { FeedSubscription } from '#shared/changes/subscription.ts';

/**
 * Hands changes to the queues of those who subscribed to them. A queue that takes nothing holds up no other: all are
 * tried before this throws, and then the changes come again to all.
 */
export async function tellSubscribers(changes: readonly Change[]): Promise<void> {
  const events = changes.map(({ before, after }) => changeOf(before, after));
  const told = await Promise.allSettled(subscribers.map((subscriber) => tell(subscriber, events)));
  const refused = told.find((result) => result.status === 'rejected');
  if (refused) throw refused.reason;
}

/** Several changes that mean the same to a subscriber are one message. */
async function tell({ queue, message }: FeedSubscription, events: readonly ChangeEvent[]): Promise<void> {
  const messages = events.flatMap((event) => message(event) ?? []);
  const distinct = new Map(messages.map((one) => [JSON.stringify(one), one]));
  try {
    await sendTo(queue, [...distinct.values()]);
  } catch (error) {
    logger.error('subscriber not told', { queue: queue.name, messages: distinct.size });
    throw error;
  }
}

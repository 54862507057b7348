import { sendTo } from '#runtime/queue.ts';
import type { Change } from '#runtime/workers.ts';
import { changeOf } from '#shared/changes/event.ts';
import { subscribers } from '#shared/changes/subscribers.ts';

/**
 * Hands changes to the queues of those who subscribed to them. Several changes that mean the same to a subscriber are
 * one message. A queue that takes nothing holds up no other: all are tried before this throws, and then the changes
 * come again to all.
 */
export async function tellSubscribers(changes: readonly Change[]): Promise<void> {
  const events = changes.map(({ before, after }) => changeOf(before, after));
  const sent = await Promise.allSettled(
    subscribers.map(({ queue, message }) => sendTo(queue, distinct(events.flatMap((event) => message(event) ?? [])))),
  );
  const refused = sent.find((result) => result.status === 'rejected');
  if (refused) throw refused.reason;
}

const distinct = <T>(messages: readonly T[]): T[] => [
  ...new Map(messages.map((message) => [JSON.stringify(message), message])).values(),
];

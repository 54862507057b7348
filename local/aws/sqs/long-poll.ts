import type { ReceivedMessage } from './message.ts';
import type { Caller } from './operation.ts';

/**
 * Receives at once, or waits up to `seconds` (of the local clock) for the next message.
 * A caller that hung up takes nothing, so that no message is hidden for nobody.
 */
export async function longPoll(
  { queues, clock, response }: Caller,
  queue: string,
  seconds: number,
  take: () => ReceivedMessage[],
): Promise<ReceivedMessage[]> {
  const first = take();
  if (first.length > 0 || seconds === 0) return first;
  return new Promise((resolve) => {
    const finish = (messages: ReceivedMessage[]) => {
      unsubscribe();
      cancel();
      response.off('close', hangUp);
      resolve(messages);
    };
    const hangUp = () => finish([]);
    const cancel = clock.at(clock.now() + seconds * 1000, hangUp);
    const unsubscribe = queues.subscribe(queue, () => {
      const messages = take();
      if (messages.length > 0) finish(messages);
    });
    response.once('close', hangUp);
  });
}

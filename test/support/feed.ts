import { handler as feed } from '#functions/changes/feed.stream.ts';
import { handler as notify } from '#functions/notifications/notify.queue.ts';
import { handler as rollUp } from '#functions/posts/rollup.queue.ts';
import { handler as mark } from '#functions/social/mark.queue.ts';
import { env } from '#runtime/env.ts';
import { noticesQueue } from '#shared/notifications/message.ts';
import { rollUpQueue } from '#shared/posts/roll-up.ts';
import { marksQueue } from '#shared/social/publication.ts';
import type { Backend } from './backend.ts';
import { contextOf } from './gateway.ts';
import { deliver, isOf, openQueue, streamEventOf } from './queues.ts';

/** The change feed and everybody who subscribed to it, on the local table and queues. Nothing moves by itself. */
export function openFeed({ sqs, dynamodb }: Backend) {
  const consumers = {
    rollUp: { queue: openQueue(sqs, rollUpQueue).name, worker: rollUp },
    mark: { queue: openQueue(sqs, marksQueue).name, worker: mark },
    notify: { queue: openQueue(sqs, noticesQueue, 180).name, worker: notify },
  };
  let seen = 0;

  return {
    queues: { rollUp: consumers.rollUp.queue, mark: consumers.mark.queue, notices: consumers.notify.queue },
    feed,
    /** Lets the feed hear of everything that changed since. Answers what it told of; when it fails, it hears it again. */
    async hear() {
      const changes = dynamodb.readChanges(env('table'), seen, 100_000);
      const heard = changes.filter(isOf('target'));
      const isTold =
        heard.length === 0 ||
        (await feed(streamEventOf(heard), contextOf()).then(
          () => true,
          () => false,
        ));
      if (!isTold) return [];
      seen = changes.at(-1)?.sequenceNumber ?? seen;
      return heard;
    },
    /** Lets one consumer work until nothing that it can see is left. Answers how many messages it was handed. */
    async consume(name: keyof typeof consumers): Promise<number> {
      const { queue, worker } = consumers[name];
      let handed = 0;
      for (let some = await deliver(sqs, queue, worker); some > 0; some = await deliver(sqs, queue, worker))
        handed += some;
      return handed;
    },
  };
}

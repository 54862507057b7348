import { handler as gate } from '#functions/media/gate.queue.ts';
import { handler as image } from '#functions/media/image.queue.ts';
import { handler as video } from '#functions/media/video.queue.ts';
import { gateQueue, imageQueue, videoQueue } from '#shared/media/work.ts';
import type { Backend } from './backend.ts';
import { contextOf } from './gateway.ts';
import { deliver, openQueue } from './queues.ts';

/** The queues of the media workers, bound as the infrastructure binds them, and the workers themselves. */
export function openMediaWork({ sqs, advance }: Backend) {
  const images = openQueue(sqs, imageQueue);
  const workers = [
    { queue: openQueue(sqs, gateQueue), work: gate },
    { queue: images, work: image },
    { queue: openQueue(sqs, videoQueue), work: video },
  ];
  const once = async () => {
    let messages = 0;
    for (const { queue, work } of workers) messages += await deliver(sqs, queue.name, work);
    return messages;
  };
  return {
    /** Lets the workers do all that waits. */
    async settle(): Promise<void> {
      while ((await once()) > 0);
    },
    /** Lets what failed come again, once. */
    async again(): Promise<void> {
      await advance(31_000);
      while ((await once()) > 0);
    },
    /** Takes away what the worker of images was told. */
    loseImages(): void {
      for (const { receiptHandle } of sqs.receive(images.name, 10)) sqs.remove(images.name, receiptHandle);
    },
    /** Whatever waits is delivered twice, at once. */
    async settleTwice(): Promise<void> {
      for (const { queue, work } of workers) {
        const messages = sqs.receive(queue.name, 10);
        const Records = [...messages, ...messages].map((message) => ({ ...message, eventSource: 'aws:sqs' }));
        await Promise.all(Records.map((record) => work({ Records: [record] } as never, contextOf())));
        for (const message of messages) sqs.remove(queue.name, message.receiptHandle);
      }
    },
  };
}

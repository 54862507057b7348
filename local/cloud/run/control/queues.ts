import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import type { Sqs } from '../../aws/sqs.ts';
import { ControlError, type Endpoints } from './endpoint.ts';

const QueueOrder = z.strictObject({
  paused: z.optional(z.boolean()),
  deliver: z.optional(z.int().check(z.gte(1))),
  /** Hands messages out in an order shuffled by `seed`; the answer tells the seed that was taken. */
  reorder: z.optional(z.boolean()),
  seed: z.optional(z.string()),
  delayMs: z.optional(z.int().check(z.gte(0))),
  expire: z.optional(z.literal(true)),
});

/** Holds queues back, makes them late, forgetful and disorderly. */
export function queueEndpoints({ sqs }: { sqs: Sqs }): Endpoints {
  const queueName = (name = ''): string => {
    const names = sqs.stats().map((queue) => queue.name);
    const wanted = name.toLowerCase();
    const exact = names.filter((one) => one.toLowerCase() === wanted);
    const close = names.filter((one) => isQueueOf(one, wanted));
    const [found, ...others] = exact.length > 0 ? exact : close;
    if (found === undefined || others.length > 0)
      throw new ControlError(404, `${close.length === 0 ? 'No' : 'More than one'} queue ${name}: ${names.join(', ')}`);
    return found;
  };
  return {
    'POST /queues/*': ([name], body) => {
      const { reorder, seed = randomUUID(), ...order } = QueueOrder.parse(body);
      const queue = queueName(name);
      sqs.order(queue, { ...order, seed: reorder === undefined ? undefined : reorder ? seed : null });
      return sqs.stats().find((one) => one.name === queue);
    },
  };
}

/** `publish` means `PublishingPublishQueueCAA6C6A8` or `shop-publishing-publish`, not its dead letters. */
const isQueueOf = (queue: string, wanted: string) =>
  new RegExp(`${plain(wanted)}(queue)?[0-9a-f]{0,8}$`, 'i').test(plain(queue)) && !/deadletter/i.test(plain(queue));
const plain = (name: string) => name.replaceAll(/[^a-z0-9]/gi, '');

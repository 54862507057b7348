import * as z from 'zod/mini';
import type { Sqs } from '../../aws/sqs.ts';
import { ControlError, type Endpoints } from './endpoint.ts';

const QueueOrder = z.strictObject({ paused: z.optional(z.boolean()), deliver: z.optional(z.int().check(z.gte(1))) });

/** Holds queues back and makes them deliver more than once. */
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
      const { paused, deliver } = QueueOrder.parse(body);
      const queue = queueName(name);
      if (paused !== undefined) sqs.pause(queue, paused);
      if (deliver !== undefined) sqs.deliverTimes(queue, deliver);
      return sqs.stats().find((one) => one.name === queue);
    },
  };
}

/** `publish` means `PublishingPublishQueueCAA6C6A8`, not its dead letters. */
const isQueueOf = (queue: string, wanted: string) =>
  new RegExp(`${wanted.replaceAll(/[^a-z0-9]/g, '')}(queue)?[0-9a-f]{0,8}$`, 'i').test(queue) &&
  !/deadletter/i.test(queue);

import * as z from 'zod/mini';
import { env } from '#runtime/env.ts';
import { deadLettersName, queueName } from '#runtime/queue-names.ts';
import { Problem } from '#shared/contract/problem.ts';
import { letterKinds } from '#shared/dead-letters/contract.ts';

export type ConsumedQueue = {
  queue: string;
  kind: (typeof letterKinds)[number];
  url: string;
  /** Where its letters came from, if they can be sent there again. */
  source?: string;
};

const Told = z.object({
  /** What the addresses of all queues begin with: host and account. */
  at: z.string(),
  names: z.record(z.enum(letterKinds), z.array(z.string())),
});

/** Every dead-letter queue that the infrastructure bound to this function, messages first. */
export function allQueues(): ConsumedQueue[] {
  const { at, names } = Told.parse(JSON.parse(env('deadLetterQueues')));
  const stage = env('stage');
  return letterKinds.flatMap((kind) =>
    names[kind].map((queue) => ({
      queue,
      kind,
      url: `${at}/${deadLettersName(stage, queue)}`,
      ...(kind === 'message' ? { source: `${at}/${queueName(stage, queue)}` } : {}),
    })),
  );
}

/** One of them. Throws `queue.not_found`. */
export function queueNamed(name: string): ConsumedQueue {
  const found = allQueues().find(({ queue }) => queue === name);
  if (!found) throw new Problem('queue.not_found');
  return found;
}

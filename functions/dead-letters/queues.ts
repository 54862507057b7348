import * as z from 'zod/mini';
import { env } from '#runtime/env.ts';
import { Problem } from '#shared/contract/problem.ts';
import { letterKinds } from '#shared/dead-letters/contract.ts';

const ConsumedQueue = z.object({
  queue: z.string(),
  kind: z.enum(letterKinds),
  url: z.string(),
  /** Where its letters came from, if they can be sent there again. */
  source: z.optional(z.string()),
});
export type ConsumedQueue = z.infer<typeof ConsumedQueue>;

/** Every dead-letter queue that the infrastructure bound to this function, in the order it made them. */
export const allQueues = (): ConsumedQueue[] => z.array(ConsumedQueue).parse(JSON.parse(env('deadLetterQueues')));

/** One of them. Throws `queue.not_found`. */
export function queueNamed(name: string): ConsumedQueue {
  const found = allQueues().find(({ queue }) => queue === name);
  if (!found) throw new Problem('queue.not_found');
  return found;
}

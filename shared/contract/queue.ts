import type * as z from 'zod/mini';

/** A queue's messages name the business they are about: a burst of one does not hold up the others (fair queues). */
export type Grouped = z.ZodMiniType<{ clientId: string }>;

/** All that sender, worker and infrastructure have to agree on about a queue. */
export type Queue<S extends Grouped = Grouped> = {
  /** That of the function which works on it: `publishing-due`. */
  readonly name: string;
  readonly message: S;
  /** How long a message is kept back unless its sender says otherwise; the queue can do 15 minutes at most. */
  readonly delayMs: number;
};

/**
 * Declares a queue. Everything else follows: `sendTo` and `queueWorker` take it in functions, `QueueWorker` in the
 * infrastructure.
 *
 * @example export const dueQueue = queue('publishing-due', DueMessage);
 */
export function queue<S extends Grouped>(name: string, message: S, { delayMs = 0 } = {}): Queue<S> {
  return { name, message, delayMs };
}

/** The environment variable that tells a function where the queue is, once it is bound to it. */
export const queueVariable = ({ name }: { readonly name: string }): string =>
  `${name.toUpperCase().replaceAll('-', '_')}_QUEUE_URL`;

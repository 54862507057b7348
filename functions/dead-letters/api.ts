import { api } from '#runtime/api.ts';
import { deadLetters } from '#shared/dead-letters/contract.ts';
import { inspectQueue } from './inspect-queue.ts';
import { listQueues } from './list-queues.ts';
import { redriveLetters } from './redrive-letters.ts';
import { removeLetter } from './remove-letter.ts';

export const handler = api(deadLetters, {
  list: () => listQueues(),
  get: ({ params }) => inspectQueue(params.queue),
  redrive: ({ actor, params, body }) => redriveLetters(actor, params.queue, body.letterId),
  remove: ({ actor, params }) => removeLetter(actor, params.queue, params.letterId),
});

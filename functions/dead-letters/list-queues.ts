import { countLetters } from './letter-box.ts';
import { allQueues } from './queues.ts';

/** All dead-letter queues with about how many letters lie in each. */
export async function listQueues() {
  return {
    items: await Promise.all(
      allQueues().map(async ({ queue, kind, url, source }) => ({
        queue,
        kind,
        redrivable: source !== undefined,
        letters: await countLetters(url),
      })),
    ),
  };
}

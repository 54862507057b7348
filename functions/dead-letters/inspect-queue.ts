import type { Letter } from '#shared/dead-letters/contract.ts';
import { describeLetter } from './describe-letter.ts';
import { countLetters, visitLetters } from './letter-box.ts';
import { queueNamed } from './queues.ts';

const MOST = 100;

/** Up to 100 letters of one queue, the latest parked first, and whether there may be more. They stay in the queue. */
export async function inspectQueue(name: string) {
  const { queue, kind, url, source } = queueNamed(name);
  const letters = await countLetters(url);
  const items: Letter[] = [];
  const all = await visitLetters(url, { most: MOST, expected: letters }, async (round) => {
    items.push(...round.map((message) => describeLetter(queue, message)));
    return {};
  });
  items.sort((a, b) => (b.parkedAt ?? 0) - (a.parkedAt ?? 0) || a.letterId.localeCompare(b.letterId));
  return {
    queue,
    kind,
    redrivable: source !== undefined,
    letters: Math.max(letters, items.length),
    items,
    // Those that somebody else looks at right now are counted, but cannot be seen.
    more: !all || letters > items.length,
  };
}

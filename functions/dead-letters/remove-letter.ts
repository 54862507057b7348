import { transact } from '#runtime/transaction.ts';
import type { StaffActor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import { letterAudit } from './letter-audit.ts';
import { countLetters, deleteLetter, visitLetters } from './letter-box.ts';
import { queueNamed } from './queues.ts';

/** SQS has no look-up by id: this many letters are looked through. */
const DEEPEST = 500;

/**
 * Deletes one letter for good. The audit row comes first: a deletion nobody knows of would be worse than a row too
 * many. Throws `letter.not_found`, also for one that was deleted before.
 */
export async function removeLetter(actor: StaffActor, name: string, letterId: string): Promise<undefined> {
  const { queue, url } = queueNamed(name);
  let isFound = false;
  await visitLetters(url, { most: DEEPEST, expected: await countLetters(url) }, async (round) => {
    const letter = round.find((one) => one.letterId === letterId);
    if (!letter) return {};
    await transact(letterAudit(actor, 'letter.removed', queue, letter));
    await deleteLetter(url, letter);
    isFound = true;
    return { gone: [letter], enough: true };
  });
  if (!isFound) throw new Problem('letter.not_found');
}

import { now } from '#runtime/clock.ts';
import { transact } from '#runtime/transaction.ts';
import type { StaffActor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import { letterAudit } from './letter-audit.ts';
import { countLetters, deleteLetter, type ParkedMessage, sendAgain, visitLetters } from './letter-box.ts';
import { queueNamed } from './queues.ts';

/** How many are moved by one call, and how deep it looks for one letter: SQS has no look-up by id. */
const MOST_MOVED = 100;
const DEEPEST = 500;

/**
 * Sends letters back to their source: one, or up to 100 of those that lay there when the call began (one that nobody
 * can read is parked again at once, and must not go round in circles). A letter is sent, then noted in the audit log,
 * and only then deleted: dying in between leaves it in both queues, which is harmless, as workers ask the table.
 * Throws `letter.not_redrivable` for letters that are only pointers.
 */
export async function redriveLetters(actor: StaffActor, name: string, letterId?: string) {
  const { queue, url, source } = queueNamed(name);
  if (source === undefined) throw new Problem('letter.not_redrivable');
  const began = now();
  const before = await countLetters(url);
  let moved = 0;
  let kept = 0;
  await visitLetters(url, { most: letterId === undefined ? MOST_MOVED : DEEPEST, expected: before }, async (round) => {
    const chosen = round.filter((letter) =>
      letterId === undefined ? letter.sentAt <= began : letter.letterId === letterId,
    );
    if (chosen.length > 0) await move(chosen);
    moved += chosen.length;
    kept += round.length - chosen.length;
    return { gone: chosen, enough: letterId !== undefined && chosen.length > 0 };
  });
  return { moved, left: Math.max(before - moved, kept), notFound: letterId !== undefined && moved === 0 };

  async function move(letters: readonly ParkedMessage[]): Promise<void> {
    await Promise.all(letters.map((letter) => sendAgain(source ?? '', letter)));
    await transact(letters.flatMap((letter) => letterAudit(actor, 'letter.redriven', queue, letter)));
    await Promise.all(letters.map((letter) => deleteLetter(url, letter)));
  }
}

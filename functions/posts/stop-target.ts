import { auditRow } from '#functions/audit/audit-row.ts';
import { now } from '#runtime/clock.ts';
import { transactUnlessConflict } from '#runtime/transaction.ts';
import type { Actor } from '#shared/contract/permission.ts';
import { isBusy, isPausable, postStateOf } from '#shared/publishing/states.ts';
import { applied } from './change-post.ts';
import { headerWrite, type PostHeader, targetWrite, type WholePost, wholePost } from './post.store.ts';

/** `stopped`: held back now. `underway`: its sending had begun. `none`: nothing would go out. `busy`: try again. */
export type Stopped = { is: 'stopped'; whole: WholePost } | { is: 'underway' | 'none' | 'busy' };

const TRIES = 5;

/**
 * Holds back what a post would send to an account that was disconnected, with its audit row in the same transaction.
 * The post keeps its revision and its schedule, so that its other accounts go out at their minute as planned. Doing it
 * twice changes nothing.
 */
export async function stopTarget(
  { clientId, postId }: Pick<PostHeader, 'clientId' | 'postId'>,
  accountId: string,
  actor?: Actor,
): Promise<Stopped> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const whole = await wholePost(clientId, postId);
    const target = whole?.targets.find((one) => one.accountId === accountId);
    if (!whole || !target) return { is: 'none' };
    const { targetId, revision } = target;
    if (!isPausable(target.state)) return { is: isBusy(target.state) ? 'underway' : 'none' };
    const held = applied(target, { type: 'pause', revision, reason: 'account.stopped' });
    const targets = whole.targets.map((one) => (one === target ? held : one));
    const header: PostHeader = {
      ...whole.header,
      state: postStateOf(targets.map(({ state }) => state)),
      version: whole.header.version + 1,
      updatedAt: now(),
    };
    const detail = { targetId, state: held.state, reason: held.reason };
    const written = await transactUnlessConflict([
      ...headerWrite(header),
      ...targetWrite(held),
      ...auditRow({ clientId, subjectId: postId, action: 'post.stopped', actor, detail }),
    ]);
    if (written?.done) return { is: 'stopped', whole: { ...whole, header, targets } };
  }
  return { is: 'busy' };
}

import { auditRow } from '#functions/audit/audit-row.ts';
import { transact, writeOne } from '#runtime/transaction.ts';
import type { Step } from '#shared/publishing/event.ts';
import { overdueTargets, targetOf, targetWrite, wholePost } from './post.store.ts';

/**
 * What the publishing workers may read and write of posts. They import nothing else of this feature.
 */
export const readTarget = targetOf;
export const readOverdue = overdueTargets;
export { dueShards } from './post.store.ts';

/** The text and images that a target publishes, with the revision they belong to. */
export async function readContent(clientId: string, postId: string) {
  const whole = await wholePost(clientId, postId);
  return (
    whole && {
      revision: whole.header.revision,
      caption: whole.body.caption,
      firstComment: whole.body.firstComment,
      variants: whole.body.variants,
      media: whole.body.media,
      targets: whole.targets,
    }
  );
}

/**
 * Stores a move of the core with its audit row, if nobody else moved the target meanwhile. False means that somebody
 * did: the caller must do nothing more. What the history need not tell is stored alone, for a quarter of the price.
 */
export async function storeMove({ target, action }: Extract<Step, { kind: 'moved' }>): Promise<boolean> {
  if (action === undefined) return writeOne(targetWrite(target));
  const { clientId, postId, targetId, state, revision, attempt, fence, comment } = target;
  const reason = target.reason ?? comment?.reason;
  const { done } = await transact([
    ...targetWrite(target),
    ...auditRow({ clientId, subjectId: postId, action, detail: { targetId, state, reason, revision, attempt, fence } }),
  ]);
  return done;
}

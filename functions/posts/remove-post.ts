import { auditRow } from '#functions/audit/audit-row.ts';
import { transactUnlessConflict } from '#runtime/transaction.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import { postRemoval, targetRemoval, wholePost } from './post.store.ts';

/** Deletes a draft. Anything that was or may be published stays, and so does the audit trail. */
export async function removePost(actor: TenantActor, postId: string): Promise<undefined> {
  const whole = await wholePost(actor.clientId, postId);
  if (!whole) throw new Problem('post.not_found');
  if (whole.header.state !== 'draft') {
    const published = whole.targets.some(({ state }) => state === 'published');
    throw new Problem(published ? 'post.already_published' : 'post.changed');
  }
  const removed = await transactUnlessConflict([
    ...postRemoval(whole),
    ...whole.targets.flatMap(targetRemoval),
    ...auditRow({ clientId: actor.clientId, subjectId: postId, action: 'post.removed', actor }),
  ]);
  if (!removed?.done) throw new Problem('post.changed');
}

import { auditRow } from '#functions/audit/audit-row.ts';
import { now } from '#runtime/clock.ts';
import type { Deed } from '#runtime/idempotency.ts';
import { newId } from '#runtime/ids.ts';
import { transactWithRetry } from '#runtime/transaction.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import type { Post } from '#shared/posts/contract.ts';
import { placesOf } from './change-post.ts';
import { type Content, draftTarget, headline, resolve } from './content.ts';
import { bodyWrite, headerWrite, type PostHeader, targetWrite } from './post.store.ts';
import { presentPost } from './present-post.ts';

/** Creates a draft. Limits of the platforms are not checked yet, so that nothing typed is ever refused as a draft. */
export async function createPost(actor: TenantActor, content: Content, deed: Deed<string>): Promise<Post> {
  const postId = newId('post');
  const { accounts, body } = await resolve(actor, postId, content);
  const targets = accounts.map((account) => draftTarget(body, 1, account));
  const header: PostHeader = {
    clientId: actor.clientId,
    postId,
    version: 1,
    revision: 1,
    state: 'draft',
    ...headline(body),
    ...placesOf(accounts),
    createdAt: now(),
    updatedAt: now(),
  };
  const { done } = await transactWithRetry([
    ...headerWrite(header, true),
    ...bodyWrite(body),
    ...targets.flatMap((target) => targetWrite(target, true)),
    ...auditRow({ clientId: actor.clientId, subjectId: postId, action: 'post.created', actor }),
    ...deed.done(postId),
  ]);
  if (!done) throw new Error('The key was used before, or a fresh post id was taken already');
  return presentPost({ header, body, targets }, accounts);
}

import { historyOf } from '#functions/audit/history-of.ts';
import type { ListPage } from '#shared/contract/page.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import type { HistoryEntry, Post } from '#shared/posts/contract.ts';
import { wholePost } from './post.store.ts';
import { answerOf } from './present-post.ts';

export async function readPost(actor: TenantActor, postId: string, { consistent = false } = {}): Promise<Post> {
  const whole = await wholePost(actor.clientId, postId, { consistent });
  if (!whole) throw new Problem('post.not_found');
  return answerOf(whole);
}

/** Everything that happened to a post, newest first. */
export async function readHistory(
  actor: TenantActor,
  postId: string,
  page: { limit: number; cursor?: string | undefined },
): Promise<ListPage<HistoryEntry>> {
  const history = await historyOf(actor.clientId, postId, page);
  // Every post has at least the line of its creation.
  if (history.items.length === 0 && page.cursor === undefined) throw new Problem('post.not_found');
  return history;
}

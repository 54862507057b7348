import { now } from '#runtime/clock.ts';
import { transact } from '#runtime/transaction.ts';
import { postStateOf } from '#shared/publishing/states.ts';
import { headerWrite, wholePost } from './post.store.ts';

/**
 * Folds the states of a post's targets into its header. Reads the truth instead of counting changes, so it may run
 * twice, late or out of order. A lost race means somebody else just wrote the header: the stream brings us back.
 */
export async function rollUp(clientId: string, postId: string): Promise<void> {
  const whole = await wholePost(clientId, postId);
  if (!whole) return;
  const state = postStateOf(whole.targets.map((target) => target.state));
  if (state === whole.header.state) return;
  const { done } = await transact(
    headerWrite({ ...whole.header, state, version: whole.header.version + 1, updatedAt: now() }),
  );
  if (!done) throw new Error('The header was changed meanwhile');
}

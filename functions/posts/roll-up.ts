import { backoff } from '#runtime/backoff.ts';
import { now } from '#runtime/clock.ts';
import { writeOne } from '#runtime/transaction.ts';
import { postStateOf } from '#shared/publishing/states.ts';
import { headerWrite, wholePost } from './post.store.ts';

const TRIES = 5;

/**
 * Folds the states of a post's targets into its header. Reads the truth instead of counting changes, so it may run
 * twice, late or out of order. A lost race means that somebody else just wrote the header: it is read again.
 */
export async function rollUp(clientId: string, postId: string): Promise<void> {
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    if (attempt > 1) await backoff(attempt);
    const whole = await wholePost(clientId, postId);
    if (!whole) return;
    const state = postStateOf(whole.targets.map((target) => target.state));
    if (state === whole.header.state) return;
    const { version } = whole.header;
    if (await writeOne(headerWrite({ ...whole.header, state, version: version + 1, updatedAt: now() }))) return;
  }
  throw new Error('The header is changed again and again');
}

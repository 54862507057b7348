import { createWriteTransaction } from 'electrodb';
import { type Write, writesOf } from '#runtime/transaction.ts';
import { usage } from './usage.entity.ts';

/** Posts that a business scheduled in a Kuwaiti month (`2026-11`). `consistent` when a decision follows from it. */
export const postsUsed = async (clientId: string, month: string, consistent = false): Promise<number> =>
  (await usage.get({ clientId, month }).go({ consistent })).data?.posts ?? 0;

/** One post more after `used`. Refused when somebody else counted meanwhile: then the limit is looked at again. */
export const postCounted = (clientId: string, month: string, used: number): Write[] =>
  writesOf(
    createWriteTransaction({ usage }, (entities) => [
      used === 0
        ? entities.usage.create({ clientId, month, posts: 1 }).commit()
        : entities.usage
            .patch({ clientId, month })
            .set({ posts: used + 1 })
            .where(({ posts }, { eq }) => eq(posts, used))
            .commit(),
    ]),
  );

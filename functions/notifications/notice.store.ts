import { createWriteTransaction } from 'electrodb';
import { type Write, writesOf } from '#runtime/transaction.ts';
import type { Rest } from '#shared/notifications/message.ts';
import { notice } from './notice.entity.ts';

/** Longer than a parked message is kept (14 days). */
export const KEPT_MS = 30 * 86_400_000;

/** Claims each of these rests for telling; refused where that was done. */
export const noticesClaimed = (rests: readonly Rest[], at: number): Write[] =>
  writesOf(
    createWriteTransaction({ notice }, (entities) =>
      rests.map(({ clientId, postId, targetId, revision, fence, state }) =>
        entities.notice
          .put({
            ...{ clientId, postId, targetId, revision, fence, state },
            claimedAt: at,
            ttl: Math.ceil((at + KEPT_MS) / 1000),
          })
          .where(({ claimedAt }, { notExists }) => notExists(claimedAt))
          .commit(),
      ),
    ),
  );

import { readContent } from '#functions/posts/publishing-view.ts';
import { logger } from '#runtime/logger.ts';
import { sendTo } from '#runtime/queue.ts';
import { needsWorker } from '#shared/publishing/look.ts';
import { type DueMessage, publishQueue } from '#shared/publishing/messages.ts';

/**
 * Sends one message for each target that still waits for this revision; a stale schedule finds none. The message
 * carries the target as it was just read, so that the worker need not read it again.
 */
export async function fanOut({ clientId, postId, revision }: DueMessage): Promise<void> {
  const content = await readContent(clientId, postId);
  const waiting = (content?.targets ?? []).filter((target) => needsWorker(target) && target.revision === revision);
  if (waiting.length === 0) logger.info('nothing due', { postId, revision });
  await sendTo(
    publishQueue,
    waiting.map((target) => ({ v: 1, clientId, postId, targetId: target.targetId, known: { ...target } })),
  );
}

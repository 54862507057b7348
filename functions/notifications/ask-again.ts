import { postsAwaitingPerson } from '#functions/posts/posts-awaiting-person.ts';
import { sendTo } from '#runtime/queue.ts';
import { isAsking, type NoticeMessage, noticesQueue, Rest } from '#shared/notifications/message.ts';

/** More than a business is told of in an hour, so that the last notice says that there are others. */
const MOST = 12;

/**
 * Has a team asked that may enter again: nobody of it was told about what came to rest while its business was suspended.
 * One message for each post, because its targets share a mail; what was told before is not told again.
 */
export async function askAgain(clientId: string): Promise<void> {
  const messages = (await postsAwaitingPerson(clientId, MOST)).flatMap(({ targets }): NoticeMessage[] => {
    const asking = targets.find(isAsking);
    return asking ? [{ v: 1, ...Rest.parse(asking) }] : [];
  });
  await sendTo(noticesQueue, messages);
}

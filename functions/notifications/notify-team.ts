import { randomUUID } from 'node:crypto';
import { mayEnter } from '#functions/auth/may-enter.ts';
import { teamOf } from '#functions/auth/team.ts';
import { postForNotice } from '#functions/posts/post-for-notice.ts';
import { now } from '#runtime/clock.ts';
import { logger } from '#runtime/logger.ts';
import { sendTo } from '#runtime/queue.ts';
import { transact, transactWithRetry } from '#runtime/transaction.ts';
import { may } from '#shared/contract/permission.ts';
import { isAsking, isSameRest, type NoticeMessage, noticesQueue, type Rest } from '#shared/notifications/message.ts';
import { KEPT_MS, noticesClaimed } from './notice.store.ts';
import { untoldNoted } from './untold.store.ts';

/** As many people as one transaction takes beside all targets of a post. */
const AT_ONCE = 75;
/** Long enough for all posts of one outage to be noted, so that it is known how many they are before the first mail. */
const COLLECT_MS = 30_000;

/**
 * Finds out who is to be told that a post waits for a decision, and has each of them told:
 * 1. reads the post; a target that has moved on in the meantime asks nothing any more;
 * 2. claims every target of the post that rests untold, and notes each person who may write posts as untold, in one
 *    write: from here on nobody is forgotten, and no rest is told twice;
 * 3. leaves a message for each person, also when the claim was there already: whoever claimed it may have died before.
 */
export async function notifyTeam(message: NoticeMessage): Promise<void> {
  const { clientId, postId } = message;
  const log = logger.createChild({ persistentKeys: { postId, targetId: message.targetId } });
  const post = await postForNotice(clientId, postId);
  if (!post?.targets.some((target) => isSameRest(target, message))) return log.info('no longer waiting');
  const people = (await teamOf(clientId)).filter((one) => mayEnter(one) && may(one.role, 'posts:write'));
  if (people.length === 0) return log.info('nobody to tell');
  const subjects = people.map(({ subject }) => subject);
  const claimed = await claim(post.targets.filter(isAsking), subjects);
  log.info(claimed > 0 ? 'to be told' : 'noted already', { targets: claimed, people: people.length });
  await sendTo(
    noticesQueue,
    subjects.map((subject) => ({ ...message, subject })),
    COLLECT_MS,
  );
}

/** Claims those of the targets that are ours to tell, and notes the people; how many targets those were. */
async function claim(targets: readonly Rest[], subjects: readonly string[]): Promise<number> {
  let open = targets;
  for (let [first] = open; first; [first] = open) {
    const { clientId, postId } = first;
    const ttl = Math.ceil((now() + KEPT_MS) / 1000);
    const untold = subjects.map((subject) => ({ clientId, subject, postId, stamp: randomUUID(), ttl }));
    const written = await transact([...noticesClaimed(open, now()), ...untoldNoted(untold.slice(0, AT_ONCE))]);
    if (written.done) {
      for (let from = AT_ONCE; from < untold.length; from += AT_ONCE)
        await transactWithRetry(untoldNoted(untold.slice(from, from + AT_ONCE)));
      break;
    }
    open = open.filter((_, position) => !written.refused.includes(position));
  }
  return open.length;
}

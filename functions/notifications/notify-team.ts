import { mayEnter } from '#functions/auth/may-enter.ts';
import { teamOf } from '#functions/auth/team.ts';
import { type Delivery, sendMail } from '#functions/mail/send-mail.ts';
import { postForNotice } from '#functions/posts/post-for-notice.ts';
import { now } from '#runtime/clock.ts';
import { logger } from '#runtime/logger.ts';
import { transact } from '#runtime/transaction.ts';
import { may } from '#shared/contract/permission.ts';
import { isAsking, isSameRest, type NoticeMessage } from '#shared/notifications/message.ts';
import { spendAllowance } from './allowance.ts';
import { languagesOf } from './languages-of.ts';
import { noticesClaimed, noticesGivenBack } from './notice.store.ts';
import { digestMail, noticeMail } from './notice-mail.ts';

/**
 * Tells everybody who may write posts of a business that one of them waits for a decision, at most once:
 * 1. reads the post; a target that has moved on in the meantime asks nothing any more;
 * 2. claims every target of the post that rests untold, in one write: they share a mail;
 * 3. counts the notice against the hour of the business, which turns it into a digest or into nothing;
 * 4. sends one mail to each person. Whatever stops us from here on, nothing is sent again.
 * Only when it is certain that nobody was written to is the claim given back and the message fails, so that it is
 * tried again and in the end raises an alarm.
 */
export async function notifyTeam(message: NoticeMessage): Promise<void> {
  const { clientId, postId } = message;
  const log = logger.createChild({ persistentKeys: { postId, targetId: message.targetId } });
  const post = await postForNotice(clientId, postId);
  if (!post?.targets.some((target) => isSameRest(target, message))) return log.info('no longer waiting');
  const people = (await teamOf(clientId)).filter((one) => mayEnter(one) && may(one.role, 'posts:write'));
  if (people.length === 0) return log.info('nobody to tell');
  const targets = await claimed(post.targets.filter(isAsking));
  if (targets.length === 0) return log.info('told already');

  const { send, takeBack } = await spendAllowance(clientId);
  if (send === 'nothing') return log.info('told enough in this hour');
  const deliveries = await Promise.all(
    people.map((person) => {
      const languages = languagesOf(person);
      return sendMail(person.email, send === 'digest' ? digestMail(languages) : noticeMail(languages, post, targets));
    }),
  );
  log.info('told', { send, targets: targets.length, deliveries });
  if (!reachedNobody(deliveries)) return;
  await transact(noticesGivenBack(targets, now()));
  await takeBack();
  throw new Error('SES takes no mail of ours: nobody was told');
}

/** Those of the targets that are ours to tell; the others were told before. */
async function claimed<T extends Parameters<typeof noticesClaimed>[0][number]>(targets: readonly T[]) {
  let open = targets;
  while (open.length > 0) {
    const written = await transact(noticesClaimed(open, now()));
    if (written.done) break;
    open = open.filter((_, position) => !written.refused.includes(position));
  }
  return open;
}

const reachedNobody = (deliveries: readonly Delivery[]): boolean =>
  deliveries.includes('refused') && deliveries.every((one) => one === 'refused' || one === 'bad_address');

import type { Outcome, Publisher } from '#functions/platforms/platform.ts';
import { readContent } from '#functions/posts/publishing-view.ts';
import { now } from '#runtime/clock.ts';
import { sendDeadline } from '#shared/publishing/comment.ts';
import type { PublishingEvent } from '#shared/publishing/event.ts';
import type { PlatformCall } from './execute-effect.ts';

type EffectOutcome = Promise<Outcome<PublishingEvent>>;
type CommentOperations = Required<Pick<Publisher, 'comment' | 'findComment'>>;
type Comment = { externalId: string; text: string; username: string };

/**
 * Posts the first comment of a published target. Before every attempt but the first it looks whether an earlier one
 * has come through after all, and where it cannot tell it does not send.
 */
export const postFirstComment = (call: PlatformCall): EffectOutcome =>
  commentOn(call, async (comment, publisher) => {
    const { target, credentials } = call;
    const status = target.comment;
    if (status !== undefined && status.attempt > 1) {
      const earlier = await publisher.findComment.run(credentials, comment);
      // Nothing was sent in this attempt, so it may simply be put off.
      if (!earlier.ok)
        return earlier.fault.disposition === 'reconnect'
          ? earlier
          : { ok: false, fault: { ...earlier.fault, disposition: 'retry' } };
      if (earlier.value.found !== 'absent')
        return { ok: true, value: { type: 'comment_sought', fence: target.fence, ...earlier.value } };
    }
    // The last instruction before the call, as with the post itself: what was begun too long ago is not sent.
    if (status === undefined || now() > sendDeadline(status))
      return { ok: false, fault: { disposition: 'retry', reason: 'platform.busy', detail: 'comment expired' } };
    const outcome = await publisher.comment.run(credentials, comment);
    if (!outcome.ok) return outcome;
    return { ok: true, value: { type: 'commented', fence: target.fence, ...outcome.value } };
  });

/** After doubt: asks the network whether our comment is there. */
export const findFirstComment = (call: PlatformCall): EffectOutcome =>
  commentOn(call, async (comment, publisher) => {
    const outcome = await publisher.findComment.run(call.credentials, comment);
    if (!outcome.ok) return outcome;
    return { ok: true, value: { type: 'comment_sought', fence: call.target.fence, ...outcome.value } };
  });

async function commentOn(
  { target, publisher }: PlatformCall,
  run: (comment: Comment, publisher: CommentOperations) => EffectOutcome,
): EffectOutcome {
  const { externalId, username } = target;
  const { comment, findComment: find } = publisher;
  const text = (await readContent(target.clientId, target.postId))?.firstComment;
  if (text === undefined || externalId === undefined || !comment || !find)
    return { ok: false, fault: { disposition: 'permanent', reason: 'comment.refused', detail: 'nothing to comment' } };
  return run({ externalId, text, username }, { comment, findComment: find });
}

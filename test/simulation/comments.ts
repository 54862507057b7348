import { sendDeadline } from '#shared/publishing/comment.ts';
import type { FaultReport, PublishingEvent } from '#shared/publishing/event.ts';
import type { Target } from '#shared/publishing/target.ts';
import type { Chance } from './chance.ts';
import type { Faults } from './faults.ts';
import type { Guards } from './guards.ts';
import type { Kernel, Pause } from './kernel.ts';

type Tools = { kernel: Kernel; chance: Chance; faults: Faults; guards: Guards };
type Doing = Generator<Pause, PublishingEvent>;
/** One comment that the outside really has. */
export type Taken = { targetId: string; at: number };

/** First comments: what the worker does about them, and a network that takes each comment it is sent, as a new one. */
export function createComments({ kernel, chance, faults, guards }: Tools) {
  const taken: Taken[] = [];
  /** Shows up to half a minute late; how soon follows from its own moment, not from chance. */
  const shows = (targetId: string) =>
    taken.some((one) => one.targetId === targetId && kernel.now() >= one.at + (one.at % 30_000));
  const failed = ({ fence }: Target, during: 'comment' | 'find_comment', fault: FaultReport): PublishingEvent => ({
    type: 'fault',
    fence,
    during,
    fault,
  });
  const found = ({ fence, targetId }: Target): PublishingEvent =>
    shows(targetId)
      ? { type: 'comment_sought', fence, found: 'live', externalId: `c-${targetId}` }
      : { type: 'comment_sought', fence, found: chance.happens(0.1) ? 'unsure' : 'absent' };

  return {
    taken,
    /** It arrives when it arrives, whatever has become of its sender. */
    *post(target: Target, clock: () => number): Doing {
      const { comment, fence, targetId } = target;
      if ((comment?.attempt ?? 0) > 1) {
        yield { ms: chance.between(50, 500), deadly: 'F4' };
        const earlier = found(target);
        if (earlier.type === 'comment_sought' && earlier.found !== 'absent') return earlier;
      }
      if (comment === undefined || (guards.armDeadline && clock() > sendDeadline(comment)))
        return failed(target, 'comment', { disposition: 'retry', reason: 'platform.busy' });
      if (faults.strikes('F18')) return failed(target, 'comment', { disposition: 'retry', reason: 'platform.busy' });
      const lost = faults.strikes('F6');
      let arrived = false;
      kernel.after(chance.happens(0.9) ? chance.between(20, 400) : chance.between(1_000, 20_000), () => {
        arrived = true;
        taken.push({ targetId, at: kernel.now() });
      });
      for (let waited = 0; !arrived && waited < 20_000; waited += 500) yield { ms: 500, deadly: 'F5' };
      return lost || !arrived
        ? failed(target, 'comment', { disposition: 'unknown', reason: 'platform.unavailable' })
        : { type: 'commented', fence, externalId: `c-${targetId}` };
    },
    *find(target: Target): Doing {
      yield { ms: chance.between(50, 500), deadly: 'F5' };
      return faults.strikes('F19')
        ? failed(target, 'find_comment', { disposition: 'retry', reason: 'platform.unavailable' })
        : found(target);
    },
  };
}
export type Comments = ReturnType<typeof createComments>;

/** What became of a target's first comment that must not: two of them, silence, or a tale that is not true. */
export function brokenComment({ targetId, state, comment }: Target, taken: readonly Taken[]): string[] {
  const found: string[] = [];
  const out = taken.filter((one) => one.targetId === targetId).length;
  const say = (text: string) => void found.push(`C ${targetId}: its first comment ${text}`);
  if (out > 1) say(`was posted ${out} times`);
  if (out > 0 && state !== 'published') say(`is there, and the post is ${state}`);
  if (comment?.state === 'posted' && out === 0) say('is shown as posted, and nobody has it');
  if (comment?.state === 'failed' && out > 0) say('is shown as failed, and it is there');
  if (comment?.state === 'posting') say('has not come to rest');
  if (comment?.state === 'waiting' && state === 'published') say('still waits');
  return found;
}

import { publisherOf } from '#functions/platforms/publishers.ts';
import { readTarget, storeMove } from '#functions/posts/publishing-view.ts';
import { now } from '#runtime/clock.ts';
import { logger } from '#runtime/logger.ts';
import type { LookMessage } from '#shared/publishing/messages.ts';
import { type Effect, type PublishingEvent, step } from '#shared/publishing/step.ts';
import type { Target } from '#shared/publishing/target.ts';
import { carryOut } from './carry-out.ts';
import { knownTarget } from './known-target.ts';
import { sendLook } from './queues.ts';

/**
 * Looks at one target and works on it as far as it goes without waiting:
 * 1. reads the target (or trusts what the message carries, because every write is conditional on its version);
 * 2. asks the core what this event means;
 * 3. stores the move with its audit row; whoever loses this race stops here;
 * 4. carries out the effect and goes on with its outcome, or leaves a delayed message and ends.
 */
export async function lookAtTarget(message: LookMessage): Promise<void> {
  const { clientId, postId, targetId } = message;
  const log = logger.createChild({ persistentKeys: { postId, targetId } });
  const known = knownTarget(message);
  let target = known ?? (await readTarget(clientId, postId, targetId));
  let event: PublishingEvent | undefined = { type: 'look', fence: known?.fence };
  while (target && event) {
    const around = { now: now(), random: randomShare(), pace: publisherOf(target.platform) };
    const next = step(target, event, around);
    if (next.kind === 'ignored') {
      log.info('ignored', { event: event.type, why: next.why, state: target.state });
      return;
    }
    if (next.kind === 'moved') {
      if (!(await storeMove(next))) {
        log.info('lost the race', { event: event.type, state: target.state });
        return;
      }
      log.info('moved', {
        from: target.state,
        to: next.target.state,
        action: next.action,
        reason: next.target.reason,
      });
      target = next.target;
    }
    event = await go(target, next.effects);
  }
}

/** Carries out what is to be done at once; leaves a message for what has to wait. */
async function go(target: Target, effects: readonly Effect[]): Promise<PublishingEvent | undefined> {
  const [effect] = effects;
  if (!effect) return undefined;
  if (effect.afterMs === 0 && effect.do !== 'look') return carryOut(target, effect.do);
  const { clientId, postId, targetId } = target;
  const known = effect.do === 'look' ? {} : { known: { ...target } };
  await sendLook({ v: 1, clientId, postId, targetId, ...known }, effect.afterMs);
  return undefined;
}

/** Jitter needs chance, not secrecy; taken from the same source as everything else so that lint can forbid the other. */
const randomShare = () => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;

import { prayerNow } from '#functions/calendar/prayer-now.ts';
import { isBusinessHeld } from '#functions/payments/is-held.ts';
import { publisherOf } from '#functions/platforms/adapters.ts';
import { readTarget, storeMove } from '#functions/posts/publishing-view.ts';
import { isCompared, now } from '#runtime/clock.ts';
import { logger } from '#runtime/logger.ts';
import { measure } from '#runtime/metrics.ts';
import { LONGEST_DELAY_MS, sendTo } from '#runtime/queue.ts';
import { RetryLaterError } from '#runtime/visibility.ts';
import type { Effect, PublishingEvent } from '#shared/publishing/event.ts';
import { measuresOf, publishingMetrics } from '#shared/publishing/measures.ts';
import { type LookMessage, publishQueue } from '#shared/publishing/messages.ts';
import { step } from '#shared/publishing/step.ts';
import type { Target } from '#shared/publishing/target.ts';
import { executeEffect } from './execute-effect.ts';
import { knownTarget } from './known-target.ts';

/**
 * Works on one target as far as it goes without waiting:
 * 1. reads the target (or trusts what the message carries, because every write is conditional on its version);
 * 2. asks the core what this event means, with its business active or suspended, and inside a prayer or not;
 * 3. stores the move with its audit row; whoever loses this race stops here;
 * 4. carries out the effect and goes on with its outcome, or leaves a delayed message and ends.
 * What a message carries may be out of date, above all when it comes a second time: then the table is asked after all.
 */
export async function processTarget(message: LookMessage): Promise<void> {
  const { clientId, postId, targetId } = message;
  const known = knownTarget(message);
  const look = { type: 'look', fence: known?.fence } as const;
  const target = () => readTarget(clientId, postId, targetId);
  // A machine that has not compared its clock lately reads first, and compares it with the answer.
  if (known && !isCompared()) return void (await runSteps(await target(), look));
  if (known && (await runSteps(known, look))) return;
  await runSteps(await target(), { type: 'look' });
}

/** False when somebody else moved the target meanwhile. */
async function runSteps(from: Target | undefined, first: PublishingEvent): Promise<boolean> {
  if (!from) return true;
  // Named in each line, because a logger of its own for each message costs more than all its lines.
  const ids = { postId: from.postId, targetId: from.targetId };
  let target = from;
  let event: PublishingEvent | undefined = first;
  while (event) {
    const [suspended, prayer] = await Promise.all([isBusinessHeld(target.clientId), prayerNow(target.clientId)]);
    const context = { now: now(), random: randomShare(), pace: publisherOf(target.platform), suspended, prayer };
    const next = step(target, event, context);
    if (next.kind === 'ignored') {
      logger.info('ignored', { ...ids, event: event.type, why: next.why, state: target.state });
      if (next.why === 'busy') throw new RetryLaterError(next.againMs);
      return true;
    }
    if (next.kind === 'moved') {
      if (!(await storeMove(next))) {
        logger.info('lost the race', { ...ids, event: event.type, state: target.state });
        return false;
      }
      logger.info('moved', {
        ...ids,
        from: target.state,
        to: next.target.state,
        action: next.action,
        reason: next.target.reason,
      });
      measure(publishingMetrics, measuresOf(target, next.target, next.action), { Platform: target.platform });
      target = next.target;
    }
    event = await runEffects(target, next.effects);
  }
  return true;
}

/** What is looked at so rarely, or so much later, that a message need not carry the target. */
const readsAgain = new Set<Effect['do']>(['look', 'find_comment']);

/**
 * Carries out what is to be done at once; leaves a message for what has to wait. Later than a queue can wait is left to
 * the sweeper.
 */
async function runEffects(target: Target, effects: readonly Effect[]): Promise<PublishingEvent | undefined> {
  const [effect] = effects;
  if (!effect) return undefined;
  if (effect.afterMs === 0 && effect.do !== 'look') return executeEffect(target, effect.do);
  const { clientId, postId, targetId } = target;
  const known = readsAgain.has(effect.do) ? {} : { known: { ...target } };
  if (effect.afterMs <= LONGEST_DELAY_MS)
    await sendTo(publishQueue, [{ v: 1, clientId, postId, targetId, ...known }], effect.afterMs);
  return undefined;
}

/** Jitter needs chance, not secrecy; taken from the same source as everything else so that lint can forbid the other. */
const randomShare = () => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;

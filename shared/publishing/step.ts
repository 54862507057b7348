import { accepted } from './accepted.ts';
import { commented, commentSought, startComment } from './comment.ts';
import type { PublishingEvent, Step, StepContext } from './event.ts';
import { look } from './look.ts';
import { holdForPrayer } from './prayer-hold.ts';
import { checked, faulted, published, reconciled, staged } from './results.ts';
import { holdForSuspension } from './suspension.ts';
import type { Target } from './target.ts';

/**
 * The publishing core: pure and deterministic. Workers store `target` under the condition of the old version and only
 * then carry out the effects; whoever fails to store it does nothing.
 */
export function step(target: Target, event: PublishingEvent, context: StepContext): Step {
  const next = holdForSuspension(target, event, context) ?? decided(target, event, context);
  return startComment(holdForPrayer(target, next, context) ?? next, context);
}

function decided(target: Target, event: PublishingEvent, context: StepContext): Step {
  if (event.type === 'look') return look(target, event.fence, context);
  if (event.fence !== target.fence) return { kind: 'ignored', why: 'fenced' };
  switch (event.type) {
    case 'staged':
      return staged(target, event, context);
    case 'checked':
      return checked(target, event.found, context);
    case 'published':
      return published(target, event, context);
    case 'accepted':
      return accepted(target, event.handle, context);
    case 'reconciled':
      return reconciled(target, event, context);
    case 'commented':
      return commented(target, event.externalId, context);
    case 'comment_sought':
      return commentSought(target, event, context);
    case 'fault':
      return faulted(target, event.during, event.fault, context);
  }
}

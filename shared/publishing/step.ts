import { accepted } from './accepted.ts';
import { commented, commenting, commentSought } from './comment.ts';
import type { PublishingEvent, Step, Surroundings } from './event.ts';
import { look } from './look.ts';
import { checked, faulted, published, reconciled, staged } from './results.ts';
import { heldBack } from './suspended.ts';
import type { Target } from './target.ts';

/**
 * The publishing core: pure and deterministic. Workers store `target` under the condition of the old version and only
 * then carry out the effects; whoever fails to store it does nothing.
 */
export function step(target: Target, event: PublishingEvent, around: Surroundings): Step {
  return commenting(heldBack(target, event, around) ?? decided(target, event, around), around);
}

function decided(target: Target, event: PublishingEvent, around: Surroundings): Step {
  if (event.type === 'look') return look(target, event.fence, around);
  if (event.fence !== target.fence) return { kind: 'ignored', why: 'fenced' };
  switch (event.type) {
    case 'staged':
      return staged(target, event, around);
    case 'checked':
      return checked(target, event.found, around);
    case 'published':
      return published(target, event, around);
    case 'accepted':
      return accepted(target, event.handle, around);
    case 'reconciled':
      return reconciled(target, event, around);
    case 'commented':
      return commented(target, event.externalId, around);
    case 'comment_sought':
      return commentSought(target, event, around);
    case 'fault':
      return faulted(target, event.during, event.fault, around);
  }
}

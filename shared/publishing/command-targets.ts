import type { Command } from './command.ts';
import { isBusy, isPausable, type TargetState } from './states.ts';

/**
 * Which targets of a post an act is about, so that one account does not stand in the way of another:
 * - pausing is about what can still be held back, resuming about what is paused;
 * - beside a paused account, a new time and a cancellation leave alone what is out or was never planned.
 * Where nothing fits it is about all of them, whoever won first, so that the refusal tells the truth.
 */
export function targetsOfCommand<T extends { state: TargetState }>(
  type: Command['type'],
  targets: readonly T[],
): readonly T[] {
  const besidePaused = targets.some(({ state }) => state === 'paused');
  const meant = targets.filter(({ state }) => {
    if (type === 'pause') return isPausable(state);
    if (type === 'resume') return state === 'paused';
    if (!besidePaused) return true;
    if (type === 'schedule') return state !== 'published';
    return type !== 'cancel' || !['published', 'draft', 'cancelled'].includes(state);
  });
  return meant.length > 0 ? meant : targets.toSorted((a, b) => rankOf(a.state) - rankOf(b.state));
}

const rankOf = (state: TargetState): number =>
  isBusy(state) ? 0 : state === 'needs_review' ? 1 : state === 'published' ? 2 : 3;

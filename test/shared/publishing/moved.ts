import type { PublishingEvent, Step } from '#shared/publishing/event.ts';
import { step } from '#shared/publishing/step.ts';
import type { Target } from '#shared/publishing/target.ts';
import { at } from './build.ts';

/** The move that a step must be. */
export function moved(result: Step) {
  if (result.kind !== 'moved') throw new Error(`Expected a move, got ${JSON.stringify(result)}`);
  return result;
}

/** Runs a target through events, each so many ms after the due minute, and gives the last step with what became of it. */
export function run(target: Target, ...events: [ms: number, event: PublishingEvent][]) {
  let last: Step = { kind: 'ignored', why: 'impossible' };
  for (const [ms, event] of events) {
    last = step(target, event, at(ms));
    if (last.kind === 'moved') target = last.target;
  }
  return { last, target };
}

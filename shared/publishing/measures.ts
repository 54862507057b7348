import type { Metrics } from '../contract/metric.ts';
import type { TargetState } from './states.ts';
import type { Target } from './target.ts';

/** What is measured of publishing. By platform, except what the sweeper finds. See docs/publishing. */
export const publishingMetrics = {
  TimeToPublish: 'Milliseconds',
  Published: 'Count',
  Retries: 'Count',
  Unknowns: 'Count',
  NeedsReview: 'Count',
  Missed: 'Count',
  Failed: 'Count',
  OldestDue: 'Milliseconds',
  Overdue: 'Count',
  Swept: 'Count',
} as const satisfies Metrics;

export type PublishingMetric = keyof typeof publishingMetrics;
export type PublishingMeasures = Partial<Record<PublishingMetric, number>>;

/** What one stored move of the core tells; nothing for most of them. `action` is the name the core gave it; waiting for
 * a network that is left alone is no retry, because nothing was called. */
export function measuresOf(from: Target, to: Target, action: string | undefined): PublishingMeasures {
  return {
    ...(action === 'target.deferred' || action === 'target.absent' ? { Retries: 1 } : {}),
    ...(from.state === to.state ? {} : entered[to.state]?.(to)),
  };
}

/** What it means that a target came into a state it was not in before. */
const entered: Partial<Record<TargetState, (target: Target) => PublishingMeasures>> = {
  published: (target) => ({ Published: 1, ...timeToPublish(target) }),
  unknown: () => ({ Unknowns: 1 }),
  needs_review: () => ({ NeedsReview: 1 }),
  missed: () => ({ Missed: 1 }),
  failed: () => ({ Failed: 1 }),
  partial: () => ({ Failed: 1 }),
};

/**
 * From its minute, or from the end of the prayer that it waited for, until we know that it is out. Half a minute early is on time; a post that was found after doubt
 * counts until it was found, because only then could anybody be told.
 */
function timeToPublish({ publishAt, publishedAt, waited }: Target): PublishingMeasures {
  if (publishAt === undefined || publishedAt === undefined) return {};
  const due = publishAt + (waited?.minutes ?? 0) * 60_000;
  return { TimeToPublish: Math.max(publishedAt - due, 0) };
}

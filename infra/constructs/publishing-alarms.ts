import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { type Platform, platforms } from '../../shared/platforms/platform.ts';
import type { PublishingMetric } from '../../shared/publishing/measures.ts';
import { Alarm } from './alarm.ts';
import { percentOf, productMetric } from './product-metric.ts';

const tenMinutes = Duration.minutes(10).toMilliseconds();
const over = ComparisonOperator.GREATER_THAN_THRESHOLD;

/** What customers would notice of publishing, measured by itself. Every threshold has its reason in docs/runbook. */
export class PublishingAlarms extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new Alarm(this, 'OldestDue', {
      metric: productMetric(this, 'OldestDue', { statistic: 'Maximum' }),
      threshold: tenMinutes,
      when: over,
      impact: 'A post should have gone out more than ten minutes ago, and nobody is working on it.',
      runbook: 'publishing-oldest-due',
    });
    for (const platform of platforms) this.watch(new Construct(this, platform), platform);
  }

  /** Each network has its own, so that one in trouble does not hide behind those that are well. */
  private watch(scope: Construct, platform: Platform): void {
    const metric = (name: PublishingMetric, options: MetricOptions = {}) =>
      productMetric(this, name, { ...options, Platform: platform });
    const quarter = { period: Duration.minutes(15) };

    new Alarm(scope, 'Slow', {
      metric: metric('TimeToPublish', { statistic: 'p99' }),
      threshold: tenMinutes,
      when: over,
      periods: 2,
      impact: `Posts appear on ${platform} more than ten minutes after their minute.`,
      runbook: 'publishing-slow',
    });
    new Alarm(scope, 'Missed', {
      metric: metric('Missed'),
      threshold: 1,
      impact: `A post for ${platform} did not go out within its hour, and its owner is asked what to do.`,
      runbook: 'publishing-missed',
    });
    new Alarm(scope, 'InDoubt', {
      metric: percentOf(metric('Unknowns', quarter), metric('Published', quarter), 5),
      threshold: 5,
      when: over,
      impact: `Customers wait to learn whether their posts are on ${platform}, some of them for twelve minutes.`,
      runbook: 'publishing-in-doubt',
    });
    new Alarm(scope, 'Questions', {
      metric: metric('NeedsReview', { period: Duration.hours(1) }),
      threshold: 5,
      impact: `Customers are asked to look themselves whether their posts are on ${platform}.`,
      runbook: 'publishing-questions',
    });
    new Alarm(scope, 'Retries', {
      metric: percentOf(metric('Retries', quarter), metric('Published', quarter), 10),
      threshold: 10,
      when: over,
      impact: `Posts for ${platform} need several attempts, and some of them will come late.`,
      runbook: 'publishing-retries',
    });
  }
}

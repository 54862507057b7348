import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { dueQueue, publishQueue } from '../../shared/publishing/messages.ts';
import { callsNetworks } from '../constructs/network-hosts.ts';
import { productMetric } from '../constructs/product-metric.ts';
import { PublishSchedules } from '../constructs/publish-schedules.ts';
import { PublishingAlarms } from '../constructs/publishing-alarms.ts';
import { QueueWorker } from '../constructs/queue-worker.ts';
import { StreamWorker } from '../constructs/stream-worker.ts';
import { TimedJob } from '../constructs/timed-job.ts';
import type { FeatureProps } from './feature.ts';

/** From "it is time" to "it is out": schedules fill the due queue, which fans out to one message per target. */
export class Publishing extends Construct {
  constructor(scope: Construct, id: string, { data }: FeatureProps) {
    super(scope, id);

    const publish = new QueueWorker(this, 'Publish', {
      queue: publishQueue,
      timeout: Duration.seconds(60),
      // For ten thousand posts in the minute of iftar (bench P7): fewer at once start too late, more would have the
      // table write faster than it may.
      batchSize: 7,
      maxConcurrency: 200,
      // The worker has its messages handed out again after 75 s. As many of them as made half an hour before, so that an
      // outage of ours parks nothing that only waits for its end.
      attempts: 24,
      impact: 'Posts go out late, or stop half-way and wait for us.',
      runbook: 'publish-queue',
    });
    data.table.bind(publish.fn, 'get', 'query', 'put', 'update');
    publish.bind(publish.fn, 'send');
    // Opens tokens, and seals the new one when it has to refresh a token that runs out.
    data.tokens.bind(publish.fn, 'both');
    data.platforms.bind(publish.fn);
    callsNetworks(publish.fn);

    const due = new QueueWorker(this, 'Due', {
      queue: dueQueue,
      batchSize: 10,
      maxConcurrency: 50,
      late: Duration.minutes(5),
      impact: 'Posts whose minute has come do not start.',
      runbook: 'due-queue',
    });
    data.table.bind(due.fn, 'query');
    publish.bind(due.fn, 'send');

    const plan = new StreamWorker(this, 'Plan', {
      name: 'publishing-plan',
      table: data.table,
      kinds: ['post'],
      impact: 'Newly scheduled posts start up to five minutes late, when the sweeper finds them.',
      runbook: 'publishing-plan',
    });
    due.bind(plan.fn, 'send');
    new PublishSchedules(this, 'Schedules', { due }).bind(plan.fn);

    const sweep = new TimedJob(this, 'Sweep', {
      name: 'publishing-sweep',
      rate: 'rate(5 minutes)',
      timeout: Duration.minutes(2),
      silentPeriods: 3,
      // Only a sweep that came to its end counts: being called and failing each time is silence too.
      sign: productMetric(this, 'Swept'),
      impact: 'Posts that got stuck or whose schedule never fired stay where they are, unseen.',
      runbook: 'sweeper',
    });
    data.table.bind(sweep.fn, 'getMany', 'query');
    publish.bind(sweep.fn, 'send');

    new PublishingAlarms(this, 'Alarms');
  }
}

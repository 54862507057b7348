import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { noticesQueue } from '../../shared/notifications/message.ts';
import { QueueWorker } from '../constructs/queue-worker.ts';
import type { FeatureProps } from './feature.ts';

/** Mails to the people of a business about posts that wait for their decision. */
export class Notifications extends Construct {
  constructor(scope: Construct, id: string, { data }: FeatureProps) {
    super(scope, id);

    const notify = new QueueWorker(this, 'Notify', {
      queue: noticesQueue,
      timeout: Duration.seconds(30),
      // As few as there can be: SES takes fourteen mails a second from a new sender.
      maxConcurrency: 2,
      impact: 'People are not told by mail that a post waits for their decision.',
      runbook: 'notifications-queue',
    });
    data.table.bind(notify.fn, 'get', 'query', 'put', 'update', 'delete');
    data.mailer.bind(notify.fn, 'send');
    // One message for a post, then one for each person, so that nobody's mail waits for another's.
    notify.bind(notify.fn, 'send');
  }
}

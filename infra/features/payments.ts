import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { payments } from '../../shared/payments/contract.ts';
import { settleQueue } from '../../shared/payments/message.ts';
import { myfatoorah } from '../../shared/payments/myfatoorah.ts';
import { FeatureApi } from '../constructs/feature-api.ts';
import { QueueWorker } from '../constructs/queue-worker.ts';
import { TimedJob } from '../constructs/timed-job.ts';
import { Webhook } from '../constructs/webhook.ts';
import type { FeatureProps } from './feature.ts';

/** Plans, subscriptions, payments at MyFatoorah, and invoices. */
export class Payments extends Construct {
  constructor(scope: Construct, id: string, { http, data }: FeatureProps) {
    super(scope, id);

    const api = new FeatureApi(this, 'Api', {
      contract: payments,
      http,
      // The provider takes its time: its documents ask to wait for thirty seconds, and API Gateway waits no longer.
      timeout: Duration.seconds(29),
      impact: 'Customers cannot pay, see their subscription or get an invoice.',
    });
    data.table.bind(api.fn, 'get', 'query', 'put', 'update');
    data.people.bind(api.fn, 'verify');
    data.signing.bind(api.fn);
    data.outside.bind(api.fn, myfatoorah);

    const settle = new QueueWorker(this, 'Settle', {
      queue: settleQueue,
      timeout: Duration.seconds(60),
      // All of them want the next number of an invoice.
      maxConcurrency: 2,
      impact: 'Subscriptions that were paid start late: only the poller finds out.',
      runbook: 'payments-settle',
    });
    data.table.bind(settle.fn, 'get', 'query', 'put', 'update');
    data.outside.bind(settle.fn, myfatoorah);

    new Webhook(this, 'Events', {
      contract: payments,
      route: 'events',
      http,
      table: data.table,
      secret: { bind: (fn) => data.outside.bind(fn, myfatoorah) },
      impact: 'MyFatoorah is not heard; subscriptions that were paid start some minutes late.',
    });

    const poll = new TimedJob(this, 'Poll', {
      name: 'payments-poll',
      rate: 'rate(5 minutes)',
      timeout: Duration.minutes(4),
      silentPeriods: 4,
      impact: 'Payments that the provider did not tell of are not found.',
      runbook: 'payments-poll',
    });
    data.table.bind(poll.fn, 'get', 'query', 'put', 'update');
    data.outside.bind(poll.fn, myfatoorah);

    const remind = new TimedJob(this, 'Remind', {
      name: 'payments-remind',
      rate: 'rate(1 hour)',
      timeout: Duration.minutes(5),
      silentPeriods: 36,
      impact: 'Businesses are not reminded that their subscription ends, and stop by surprise.',
      runbook: 'payments-remind',
    });
    data.table.bind(remind.fn, 'get', 'query', 'put', 'update');
    data.outside.bind(remind.fn, myfatoorah);
    data.mailer.bind(remind.fn, 'send');
  }
}

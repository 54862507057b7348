import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { social } from '../../shared/social/contract.ts';
import { marksQueue } from '../../shared/social/publication.ts';
import { FeatureApi } from '../constructs/feature-api.ts';
import { callsNetworks } from '../constructs/network-hosts.ts';
import { QueueWorker } from '../constructs/queue-worker.ts';
import { TimedJob } from '../constructs/timed-job.ts';
import type { FeatureProps } from './feature.ts';

/** Accounts on the platforms: connecting them, and keeping their tokens alive. */
export class Social extends Construct {
  constructor(scope: Construct, id: string, { http, data }: FeatureProps) {
    super(scope, id);

    const api = new FeatureApi(this, 'Api', {
      contract: social,
      http,
      timeout: Duration.seconds(25),
      impact: 'Customers cannot connect, see or disconnect their social accounts.',
    });
    data.table.bind(api.fn, 'get', 'getMany', 'query', 'put', 'update', 'delete');
    // Opens them only to give them back when an account is disconnected.
    data.tokens.bind(api.fn, 'both');
    data.platforms.bind(api.fn);
    data.people.bind(api.fn, 'verify');
    callsNetworks(api.fn);

    const refresh = new TimedJob(this, 'Refresh', {
      name: 'social-refresh',
      rate: 'rate(1 hour)',
      timeout: Duration.minutes(5),
      silentPeriods: 36,
      impact: 'Connected accounts run out of their permission and must be connected again by the customer.',
      runbook: 'token-refresh',
    });
    data.table.bind(refresh.fn, 'get', 'getMany', 'query', 'put', 'update');
    data.tokens.bind(refresh.fn, 'both');
    data.platforms.bind(refresh.fn);
    callsNetworks(refresh.fn);

    const mark = new QueueWorker(this, 'Mark', {
      queue: marksQueue,
      batchSize: 10,
      maxConcurrency: 2,
      impact: 'The list of accounts shows an old time for the last publication.',
      runbook: 'social-mark',
    });
    data.table.bind(mark.fn, 'update');
  }
}

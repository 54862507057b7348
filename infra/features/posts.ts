import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { posts } from '../../shared/posts/contract.ts';
import { rollUpQueue } from '../../shared/posts/roll-up.ts';
import { FeatureApi } from '../constructs/feature-api.ts';
import { QueueWorker } from '../constructs/queue-worker.ts';
import type { FeatureProps } from './feature.ts';

/** Drafts, revisions and their targets. */
export class Posts extends Construct {
  constructor(scope: Construct, id: string, { http, data }: FeatureProps) {
    super(scope, id);

    const api = new FeatureApi(this, 'Api', {
      contract: posts,
      http,
      impact: 'Customers cannot write, schedule, move or cancel posts.',
    });
    data.table.bind(api.fn, 'get', 'getMany', 'query', 'put', 'update', 'delete');
    data.people.bind(api.fn, 'verify');
    data.signing.bind(api.fn);

    const rollup = new QueueWorker(this, 'Rollup', {
      queue: rollUpQueue,
      // What fails is tried again after six times as long.
      timeout: Duration.seconds(10),
      // For ten thousand posts in the minute of iftar (bench P7): lists follow within a second, and the table still takes
      // what the publishers write.
      batchSize: 10,
      maxConcurrency: 5,
      late: Duration.minutes(5),
      impact: 'The calendar shows old states: a post that is out still looks scheduled.',
      runbook: 'posts-rollup',
    });
    data.table.bind(rollup.fn, 'query', 'put');
  }
}

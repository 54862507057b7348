import { Construct } from 'constructs';
import { posts } from '../../shared/posts/contract.ts';
import type { AppFunction } from '../constructs/app-function.ts';
import { FeatureApi } from '../constructs/feature-api.ts';
import { StreamWorker } from '../constructs/stream-worker.ts';
import type { FeatureProps } from './feature.ts';

/** Drafts, revisions and their targets. */
export class Posts extends Construct {
  /** Hears of every change of a target. */
  readonly rollup: AppFunction;

  constructor(scope: Construct, id: string, { http, data }: FeatureProps) {
    super(scope, id);

    const api = new FeatureApi(this, 'Api', {
      contract: posts,
      http,
      impact: 'Customers cannot write, schedule, move or cancel posts.',
    });
    data.table.bind(api.fn, 'get', 'getMany', 'query', 'put', 'delete');
    data.people.bind(api.fn, 'verify');
    data.signing.bind(api.fn);

    const rollup = new StreamWorker(this, 'Rollup', {
      name: 'posts-rollup',
      table: data.table,
      entity: 'target',
      impact: 'The calendar shows old states: a post that is out still looks scheduled.',
      runbook: 'posts-rollup',
    });
    data.table.bind(rollup.fn, 'query', 'put', 'update');
    this.rollup = rollup.fn;
  }
}

import { Construct } from 'constructs';
import { content } from '../../shared/content/contract.ts';
import { FeatureApi } from '../constructs/feature-api.ts';
import type { FeatureProps } from './feature.ts';

/** What a text may say: judged without being kept. */
export class Content extends Construct {
  constructor(scope: Construct, id: string, { http, data }: FeatureProps) {
    super(scope, id);

    const api = new FeatureApi(this, 'Api', {
      contract: content,
      http,
      impact: 'Programs of customers cannot have texts checked; the composer and scheduling check by themselves.',
    });
    // The audit of a deed and its key are in every API's code; this one keeps neither.
    data.table.bind(api.fn, 'get', 'put');
    data.people.bind(api.fn, 'verify');
  }
}

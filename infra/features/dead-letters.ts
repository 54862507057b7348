import { Construct } from 'constructs';
import { deadLetters } from '../../shared/dead-letters/contract.ts';
import { DeadLetters } from '../constructs/dead-letters.ts';
import { FeatureApi, longestApiTimeout } from '../constructs/feature-api.ts';
import type { FeatureProps } from './feature.ts';

/** The staff's desk for work that could not be done. Comes after all features that have such work. */
export class DeadLetterOffice extends Construct {
  constructor(scope: Construct, id: string, { http, data }: FeatureProps) {
    super(scope, id);

    const api = new FeatureApi(this, 'Api', {
      contract: deadLetters,
      http,
      timeout: longestApiTimeout,
      impact: 'Staff cannot see or send again what the workers could not do; nothing is lost meanwhile.',
    });
    data.table.bind(api.fn, 'get', 'put');
    data.people.bind(api.fn, 'verify');
    DeadLetters.bindAll(api.fn);
  }
}

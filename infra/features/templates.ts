import { Construct } from 'constructs';
import { templates } from '../../shared/templates/contract.ts';
import { FeatureApi } from '../constructs/feature-api.ts';
import type { FeatureProps } from './feature.ts';

/** Templates of a business. */
export class Templates extends Construct {
  constructor(scope: Construct, id: string, { http, data }: FeatureProps) {
    super(scope, id);

    const api = new FeatureApi(this, 'Api', {
      contract: templates,
      http,
      impact: 'Customers cannot see, keep or fill templates; their posts are not touched.',
    });
    data.table.bind(api.fn, 'get', 'query', 'put', 'delete');
    data.people.bind(api.fn, 'verify');
    data.signing.bind(api.fn);
  }
}

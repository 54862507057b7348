import { Construct } from 'constructs';
import { calendar } from '../../shared/calendar/contract.ts';
import { FeatureApi } from '../constructs/feature-api.ts';
import type { FeatureProps } from './feature.ts';

/** Prayer times, both calendars, what a business wants of them, and the next free slot. */
export class Calendar extends Construct {
  constructor(scope: Construct, id: string, { http, data }: FeatureProps) {
    super(scope, id);

    const api = new FeatureApi(this, 'Api', {
      contract: calendar,
      http,
      impact: 'The calendar shows no prayer times, and customers cannot change what happens at them.',
    });
    data.table.bind(api.fn, 'get', 'query', 'put');
    data.people.bind(api.fn, 'verify');
  }
}

import { Construct } from 'constructs';
import { aladhan } from '../../shared/calendar/aladhan.ts';
import { calendar } from '../../shared/calendar/contract.ts';
import { FeatureApi } from '../constructs/feature-api.ts';
import { TimedJob } from '../constructs/timed-job.ts';
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

    const compare = new TimedJob(this, 'Compare', {
      name: 'calendar-compare',
      rate: 'rate(1 day)',
      impact: 'Nothing: prayer times are our own. Nobody would notice that they went wrong.',
      runbook: 'prayer-times-compare',
    });
    data.table.bind(compare.fn, 'get', 'query', 'put');
    data.outside.bind(compare.fn, aladhan);
  }
}

import { Construct } from 'constructs';
import { clients } from '../../shared/clients/contract.ts';
import type { AppFunction } from '../constructs/app-function.ts';
import { FeatureApi } from '../constructs/feature-api.ts';
import type { FeatureProps } from './feature.ts';

/** Businesses and their teams. */
export class Clients extends Construct {
  /** Has a team asked when its business is active again. */
  readonly api: AppFunction;

  constructor(scope: Construct, id: string, { http, data }: FeatureProps) {
    super(scope, id);

    const api = new FeatureApi(this, 'Api', {
      contract: clients,
      http,
      impact: 'Staff cannot open or suspend businesses; managers cannot change their team.',
    });
    data.table.bind(api.fn, 'get', 'query', 'put', 'update', 'delete', 'check');
    data.people.bind(api.fn, 'manage');
    data.mailer.bind(api.fn, 'send');
    data.signing.bind(api.fn);
    this.api = api.fn;
  }
}

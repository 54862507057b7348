import { Construct } from 'constructs';
import { clients } from '../../shared/clients/contract.ts';
import { noticesQueue } from '../../shared/notifications/message.ts';
import { FeatureApi } from '../constructs/feature-api.ts';
import { QueueWorker } from '../constructs/queue-worker.ts';
import type { FeatureProps } from './feature.ts';

/** Businesses and their teams. Comes after the notices it asks for. */
export class Clients extends Construct {
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
    // Has a team asked again about what waits, when its suspended business is active.
    QueueWorker.of(this, noticesQueue).bind(api.fn, 'send');
  }
}

import { Construct } from 'constructs';
import { media } from '../../shared/media/contract.ts';
import { FeatureApi, longestApiTimeout } from '../constructs/feature-api.ts';
import type { FeatureProps } from './feature.ts';

/** The upload gate and the library of images. */
export class Media extends Construct {
  constructor(scope: Construct, id: string, { http, data }: FeatureProps) {
    super(scope, id);

    const api = new FeatureApi(this, 'Api', {
      contract: media,
      http,
      // Decoding 50 megapixels takes a whole core, and gets one.
      memory: 1769,
      timeout: longestApiTimeout,
      impact: 'Customers cannot add photos or see their library.',
    });
    data.table.bind(api.fn, 'get', 'getMany', 'query', 'put', 'update', 'delete');
    data.store.uploads.bind(api.fn);
    data.store.media.bind(api.fn, 'write');
    data.people.bind(api.fn, 'verify');
    data.signing.bind(api.fn);
  }
}

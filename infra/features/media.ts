import { Duration, Size } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { media } from '../../shared/media/contract.ts';
import { gateQueue, imageQueue, videoQueue } from '../../shared/media/work.ts';
import { FeatureApi } from '../constructs/feature-api.ts';
import { QueueWorker } from '../constructs/queue-worker.ts';
import type { FeatureProps } from './feature.ts';

/** The library, the upload gate, and the workers that make what is published. Only those decode, only those publish. */
export class Media extends Construct {
  constructor(scope: Construct, id: string, { http, data }: FeatureProps) {
    super(scope, id);
    const { uploads, media: published } = data.store;

    const api = new FeatureApi(this, 'Api', {
      contract: media,
      http,
      impact: 'Customers cannot add images or see their library.',
    });
    data.table.bind(api.fn, 'get', 'getMany', 'query', 'put', 'update', 'delete');
    uploads.bind(api.fn, 'receive');
    published.bind(api.fn, 'withdraw');
    data.people.bind(api.fn, 'verify');
    data.signing.bind(api.fn);

    const image = new QueueWorker(this, 'Image', {
      queue: imageQueue,
      // Decoding 50 megapixels takes a whole core, and gets one. One image in memory at a time.
      memory: 1769,
      timeout: Duration.seconds(60),
      batchSize: 1,
      maxConcurrency: 20,
      late: Duration.minutes(5),
      impact: 'Images that customers add stay “being checked” and cannot be used.',
      runbook: 'media-image',
    });
    data.table.bind(image.fn, 'get', 'put', 'update');
    uploads.bind(image.fn, 'keep');
    published.bind(image.fn, 'publish');

    const video = new QueueWorker(this, 'Video', {
      queue: videoQueue,
      // Five minutes of film take about five minutes of two cores; the film and what is made of it lie on the disk.
      memory: 3008,
      disk: Size.gibibytes(3),
      timeout: Duration.minutes(15),
      batchSize: 1,
      maxConcurrency: 5,
      attempts: 3,
      late: Duration.minutes(30),
      impact: 'Videos that customers add stay “being checked” and cannot be used.',
      runbook: 'media-video',
    });
    data.table.bind(video.fn, 'get', 'put', 'update');
    uploads.bind(video.fn, 'take');
    published.bind(video.fn, 'publish');

    const gate = new QueueWorker(this, 'Gate', {
      queue: gateQueue,
      // Reads a file once, as a stream: a gigabyte takes ten seconds.
      memory: 1024,
      timeout: Duration.seconds(60),
      batchSize: 1,
      maxConcurrency: 20,
      late: Duration.minutes(5),
      impact: 'Files that customers add stay “being checked” and cannot be used.',
      runbook: 'media-gate',
    });
    data.table.bind(gate.fn, 'get', 'put', 'update');
    uploads.bind(gate.fn, 'examine');
    image.bind(gate.fn, 'send');
    video.bind(gate.fn, 'send');

    gate.bind(api.fn, 'send');
    image.bind(api.fn, 'send');
  }
}

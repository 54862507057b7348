import { Construct } from 'constructs';
import { events } from '../../shared/changes/event.ts';
import { subscribers } from '../../shared/changes/subscribers.ts';
import { QueueWorker } from '../constructs/queue-worker.ts';
import { StreamWorker } from '../constructs/stream-worker.ts';
import type { FeatureProps } from './feature.ts';

/** The change feed: hears what changes in the table and tells the queues that subscribed. Comes after all of those. */
export class Changes extends Construct {
  constructor(scope: Construct, id: string, { data }: FeatureProps) {
    super(scope, id);

    const feed = new StreamWorker(this, 'Feed', {
      name: 'changes-feed',
      table: data.table,
      kinds: Object.keys(events),
      batchSize: 100,
      impact:
        'What follows from a publication comes late: old states in the calendar, no mail when a person is needed.',
      runbook: 'changes-feed',
    });
    for (const { queue } of subscribers) QueueWorker.of(this, queue).bind(feed.fn, 'send');
  }
}

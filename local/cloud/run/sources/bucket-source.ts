import type { S3 } from '../../aws/s3.ts';
import type { Sqs } from '../../aws/sqs.ts';
import type { AsyncInvocations } from '../async-invocations.ts';
import { TemplateError } from '../intrinsics.ts';
import { notificationsOf } from '../resources/buckets.ts';
import type { Application } from '../template.ts';
import type { Workers } from '../workers.ts';
import type { Source } from './source.ts';

type Tools = {
  s3: Pick<S3, 'deliverTo'>;
  sqs: Pick<Sqs, 'send' | 'stats'>;
  workers: Pick<Workers, 'spec'>;
  events: Pick<AsyncInvocations, 'invokeAsync'>;
};

/** Tells functions and queues about new and removed objects, as the template's bucket notifications say. */
export function startBucketSources(application: Application, { s3, sqs, workers, events }: Tools): Source {
  for (const { targetArn, id } of notificationsOf(application)) {
    // S3 refuses a configuration whose target is not there; whether it may reach it has been checked before.
    const isValid = isQueue(targetArn)
      ? sqs.stats().some(({ arn }) => arn === targetArn)
      : workers.spec(targetArn) !== undefined;
    if (!isValid)
      throw new TemplateError(`Notification ${id}: S3 cannot reach ${targetArn || 'a target of this kind'}`);
  }
  return s3.deliverTo(async (targetArn, message) => {
    if (isQueue(targetArn)) sqs.send(targetArn, JSON.stringify(message));
    else events.invokeAsync(targetArn, message);
  });
}

const isQueue = (arn: string) => arn.startsWith('arn:aws:sqs:');

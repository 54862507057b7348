import * as z from 'zod/mini';
import type { S3 } from '../../aws/s3.ts';
import type { Sqs } from '../../aws/sqs.ts';
import type { Application } from '../template.ts';
import type { Workers } from '../workers.ts';
import type { Source } from './source.ts';

const Target = z.object({
  Events: z.array(z.string()),
  LambdaFunctionArn: z.optional(z.string()),
  QueueArn: z.optional(z.string()),
  Filter: z.optional(
    z.object({ Key: z.object({ FilterRules: z.array(z.object({ Name: z.string(), Value: z.string() })) }) }),
  ),
});
// Written by CDK's own custom resource; its provider is Python and is read here instead of run.
const Shape = z.object({
  BucketName: z.string(),
  NotificationConfiguration: z.object({
    LambdaFunctionConfigurations: z._default(z.array(Target), []),
    QueueConfigurations: z._default(z.array(Target), []),
  }),
});

/** Tells functions and queues about new and removed objects, as the template's bucket notifications say. */
export function startBucketSources(
  application: Application,
  tools: { s3: Pick<S3, 'onObject'>; sqs: Pick<Sqs, 'send'>; workers: Workers; region: string },
): Source {
  const targets = application.all('Custom::S3BucketNotifications', Shape).flatMap(({ properties }) => {
    const { LambdaFunctionConfigurations: lambdas, QueueConfigurations: queues } = properties.NotificationConfiguration;
    return [...lambdas, ...queues].map((target) => ({ bucket: properties.BucketName, ...target }));
  });
  const stop = tools.s3.onObject(({ bucket, key, eventName, size, eTag, at }) => {
    for (const target of targets) {
      if (target.bucket !== bucket || !concerns(target, eventName, key)) continue;
      const object = { key: encodeURIComponent(key).replaceAll('%20', '+'), size, eTag };
      const record = {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: tools.region,
        eventTime: new Date(at).toISOString(),
        eventName,
        s3: { bucket: { name: bucket, arn: `arn:aws:s3:::${bucket}` }, object },
      };
      if (target.LambdaFunctionArn) void tools.workers.invoke(target.LambdaFunctionArn, { Records: [record] });
      if (target.QueueArn) tools.sqs.send(target.QueueArn, JSON.stringify({ Records: [record] }));
    }
  });
  return { idle: () => true, stop };
}

function concerns(target: z.output<typeof Target>, eventName: string, key: string): boolean {
  const name = `s3:${eventName.replace(/^s3:/, '')}`;
  const isMeant = target.Events.some(
    (event) => name === event || (event.endsWith('*') && name.startsWith(event.slice(0, -1))),
  );
  return (
    isMeant &&
    (target.Filter?.Key.FilterRules ?? []).every(({ Name, Value }) =>
      Name.toLowerCase() === 'prefix' ? key.startsWith(Value) : key.endsWith(Value),
    )
  );
}

import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod/mini';
import type { S3 } from '../../aws/s3.ts';
import type { Application } from '../template.ts';

/** An object that refuses by name what it does not know. */
const strict = <S extends z.core.$ZodLooseShape>(shape: S) =>
  z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? `${issue.keys.join(', ')}: not emulated` : undefined),
  });

const CorsRule = strict({
  AllowedOrigins: z.array(z.string()),
  AllowedMethods: z.array(z.string()),
  AllowedHeaders: z.optional(z.array(z.string())),
  ExposedHeaders: z.optional(z.array(z.string())),
  MaxAge: z.optional(z.number()),
});
const LifecycleRule = strict({
  Id: z.optional(z.string()),
  Status: z.enum(['Enabled', 'Disabled']),
  Prefix: z.optional(z.string()),
  ObjectSizeGreaterThan: z.optional(z.coerce.number()),
  ObjectSizeLessThan: z.optional(z.coerce.number()),
  ExpirationInDays: z.optional(z.number()),
  AbortIncompleteMultipartUpload: z.optional(strict({ DaysAfterInitiation: z.number() })),
  // Nothing to do: an earlier version of an object is not kept here at all.
  NoncurrentVersionExpiration: z.optional(strict({ NoncurrentDays: z.number() })),
});
/** A property that may only say what the local S3 does anyway. */
const only = (value: object) =>
  z.optional(z.unknown().check(z.refine((given) => isDeepStrictEqual(given, value), 'another value is not emulated')));
const Shape = strict({
  BucketName: z.optional(z.string()),
  CorsConfiguration: z.optional(strict({ CorsRules: z.array(CorsRule) })),
  LifecycleConfiguration: z.optional(strict({ Rules: z.array(LifecycleRule) })),
  VersioningConfiguration: only({ Status: 'Enabled' }),
  BucketEncryption: only({
    ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
  }),
  OwnershipControls: only({ Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] }),
  // Nobody gets in without a signature; access logs and tags mean nothing on a laptop.
  PublicAccessBlockConfiguration: z.optional(z.unknown()),
  LoggingConfiguration: z.optional(z.unknown()),
  Tags: z.optional(z.unknown()),
});

const Rule = strict({ Name: z.string(), Value: z.string() });
const Target = strict({
  Id: z.optional(z.string()),
  Events: z.array(z.string()),
  LambdaFunctionArn: z.optional(z.string()),
  QueueArn: z.optional(z.string()),
  Filter: z.optional(strict({ Key: strict({ FilterRules: z.array(Rule) }) })),
});
// Written by CDK's own custom resource; its provider is Python and is read here instead of run.
const Notifications = z.object({
  BucketName: z.string(),
  NotificationConfiguration: strict({
    LambdaFunctionConfigurations: z._default(z.array(Target), []),
    QueueConfigurations: z._default(z.array(Target), []),
  }),
});

/** Names of all buckets of the template. */
export const bucketNames = (application: Application): string[] =>
  application.resources('AWS::S3::Bucket').map(({ identity }) => identity.ref);

/** Where the template's bucket notifications go: bucket and the notification as S3 holds it. */
export const notificationsOf = (application: Application) =>
  application.all('Custom::S3BucketNotifications', Notifications).flatMap(({ logicalId, properties }) => {
    const { LambdaFunctionConfigurations: lambdas, QueueConfigurations: queues } = properties.NotificationConfiguration;
    return [...lambdas, ...queues].map(({ Id, Events, LambdaFunctionArn, QueueArn, Filter }, i) => {
      const named = (name: string) =>
        Filter?.Key.FilterRules.find((rule) => rule.Name.toLowerCase() === name)?.Value ?? '';
      const targetArn = LambdaFunctionArn ?? QueueArn ?? '';
      const id = Id ?? `${logicalId}-${i}`;
      return {
        bucket: properties.BucketName,
        id,
        targetArn,
        events: Events,
        prefix: named('prefix'),
        suffix: named('suffix'),
      };
    });
  });

/** Creates every bucket of the template with its configuration. A property that nothing here honours stops the start. */
export function createBuckets(application: Application, s3: Pick<S3, 'createBucket'>): void {
  const notifications = notificationsOf(application);
  for (const { identity, properties } of application.all('AWS::S3::Bucket', Shape))
    s3.createBucket({
      name: identity.ref,
      isVersioned: properties.VersioningConfiguration !== undefined,
      notifications: notifications.filter(({ bucket }) => bucket === identity.ref),
      lifecycle: (properties.LifecycleConfiguration?.Rules ?? []).filter(({ Status }) => Status === 'Enabled'),
      cors: properties.CorsConfiguration?.CorsRules ?? [],
    });
}

import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  type IBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { resourceOf } from './app-function.ts';

/** A bucket nobody reaches but through a grant, over TLS, encrypted, kept when its stack goes. */
export const privateBucket = (scope: Construct, logicalId: string, props: BucketProps = {}): IBucket => {
  const bucket = new Bucket(scope, logicalId, {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    encryption: BucketEncryption.S3_MANAGED,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    removalPolicy: RemovalPolicy.RETAIN,
    ...props,
    lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(1) }, ...(props.lifecycleRules ?? [])],
  });
  resourceOf(bucket).overrideLogicalId(logicalId);
  // The library's own class does not satisfy its own interface under exactOptionalPropertyTypes.
  return bucket as IBucket;
};

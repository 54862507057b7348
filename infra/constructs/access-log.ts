import { Duration } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnBucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { resourceOf } from './app-function.ts';
import { privateBucket } from './private-bucket.ts';
import { ProductStack } from './product-stack.ts';

/** Who asked the buckets for what, kept for ninety days. */
export class AccessLog extends Construct {
  private readonly bucket: IBucket;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.bucket = privateBucket(this, 'AccessLogBucket', { lifecycleRules: [{ expiration: Duration.days(90) }] });
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('logging.s3.amazonaws.com')],
        actions: ['s3:PutObject'],
        resources: [this.bucket.arnForObjects('*')],
        conditions: { StringEquals: { 'aws:SourceAccount': ProductStack.of(this).account } },
      }),
    );
  }

  /** Writes the requests of a bucket here, under a folder of its own. */
  record(bucket: IBucket, logFilePrefix: string): void {
    const resource = resourceOf(bucket);
    if (resource instanceof CfnBucket)
      resource.loggingConfiguration = { destinationBucketName: this.bucket.bucketName, logFilePrefix };
  }
}

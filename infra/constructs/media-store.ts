import { Duration } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { HttpMethods, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { envNames } from '../../functions/runtime/env-names.ts';
import { AccessLog } from './access-log.ts';
import { acknowledged } from './acknowledged.ts';
import type { AppFunction } from './app-function.ts';
import { privateBucket } from './private-bucket.ts';
import { ProductStack } from './product-stack.ts';

/**
 * Two buckets. `uploads` is served by nothing: browsers put files into its quarantine, which forgets after a day, and
 * beside it lie the masters that renditions are made from. `media` holds what was decoded and re-encoded by us, and is
 * the only one the media host reads.
 */
export class MediaStore extends Construct {
  readonly log: AccessLog;
  readonly uploads: UploadBucket;
  readonly media: MediaBucket;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.log = new AccessLog(this, 'AccessLog');
    this.uploads = new UploadBucket(this, 'Uploads', this.log);
    this.media = new MediaBucket(this, 'Media', this.log);
  }
}

export class UploadBucket extends Construct {
  readonly bucket: IBucket;

  constructor(scope: Construct, id: string, log: AccessLog) {
    super(scope, id);
    this.bucket = privateBucket(this, 'UploadBucket', {
      lifecycleRules: [
        { prefix: 'arriving/', expiration: Duration.days(1), abortIncompleteMultipartUploadAfter: Duration.days(2) },
      ],
      cors: [
        {
          allowedMethods: [HttpMethods.POST],
          allowedOrigins: [ProductStack.of(this).config.siteUrl],
          allowedHeaders: ['content-type'],
          maxAge: 3600,
        },
      ],
    });
    log.record(this.bucket, 'uploads/');
  }

  /**
   * `receive` signs what browsers send (a signature carries its signer's right to put) and sees whether it came;
   * `examine` reads it, `take` also takes it out; `keep` makes masters of it as well. Who removes a file takes both.
   * Listing is what makes S3 say "not there" instead of "not allowed" for a file that has not arrived yet.
   */
  bind(fn: AppFunction, access: keyof typeof uploadRights): void {
    fn.environment(envNames.uploads, this.bucket.bucketName);
    for (const [folder, actions] of Object.entries(uploadRights[access])) {
      fn.allow(actions, [this.bucket.arnForObjects(`${folder}/*`)]);
      namesFilesIn(fn, this, `UploadBucketArn82B6D0A0/${folder}`, `${folder}/ of the upload bucket`);
    }
    fn.allow(['s3:ListBucket'], [this.bucket.bucketArn]);
  }
}

/** What each may do in quarantine and among the masters. */
const uploadRights = {
  receive: { arriving: ['s3:PutObject', 's3:GetObject', 's3:DeleteObject'], kept: ['s3:DeleteObject'] },
  examine: { arriving: ['s3:GetObject'] },
  take: { arriving: ['s3:GetObject', 's3:DeleteObject'] },
  keep: {
    arriving: ['s3:GetObject', 's3:DeleteObject'],
    kept: ['s3:PutObject', 's3:GetObject', 's3:DeleteObject'],
  },
} as const;

export class MediaBucket extends Construct {
  readonly bucket: IBucket;

  constructor(scope: Construct, id: string, log: AccessLog) {
    super(scope, id);
    this.bucket = privateBucket(this, 'MediaBucket', {
      versioned: true,
      lifecycleRules: [{ noncurrentVersionExpiration: Duration.days(30) }],
    });
    log.record(this.bucket, 'media/');
    // By account and not by distribution, because the distribution lives in another stack that already needs this one.
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudfront.amazonaws.com')],
        actions: ['s3:GetObject'],
        resources: [this.bucket.arnForObjects('*')],
        conditions: { StringEquals: { 'AWS:SourceAccount': ProductStack.of(this).account } },
      }),
    );
  }

  /**
   * Lets a function publish files (and take back what was removed meanwhile), or only take them away. Nobody reads them
   * but through the media host.
   */
  bind(fn: AppFunction, access: 'publish' | 'withdraw'): void {
    fn.environment(envNames.media, this.bucket.bucketName);
    const actions = access === 'publish' ? ['s3:PutObject', 's3:DeleteObject'] : ['s3:DeleteObject'];
    fn.allow(actions, [this.bucket.arnForObjects('*')]);
    namesFilesIn(fn, this, 'MediaBucketArn3BCA6E41', 'the media bucket');
  }
}

/** `exported` is the bucket's ARN as the stack that holds it exports it, and a folder of it if that is where it ends. */
const namesFilesIn = (fn: AppFunction, bucket: Construct, exported: string, called: string): void =>
  acknowledged(fn, {
    id: `AwsSolutions-IAM5[Resource::${ProductStack.of(bucket).stackName}:ExportsOutputFnGetAtt${exported}/*]`,
    reason: `Object names are made at run time; the wildcard ends at ${called} and its actions are listed.`,
    expires: '2027-11-30',
  });

import { RemovalPolicy } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  type IOrigin,
  OriginRequestPolicy,
  S3OriginAccessControl,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Bucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { type Acknowledgement, acknowledged } from './acknowledged.ts';
import { fixedMediaTypes, spaFallback } from './edge-functions.ts';
import type { FrontApi } from './front-api.ts';
import type { MediaStore } from './media-store.ts';
import { privateBucket } from './private-bucket.ts';
import { ProductStack } from './product-stack.ts';
import { mediaHeaders, siteHeaders } from './response-headers.ts';

export interface WebProps {
  readonly http: FrontApi;
  readonly store: MediaStore;
}

/**
 * The two hosts people and platforms see: the site (screens from a bucket, `/api/*` from the HTTP API) and the media
 * host, which is another origin on purpose, so that a file can never act as the site.
 */
export class Web extends Construct {
  readonly siteBucket: IBucket;
  readonly site: Distribution;
  readonly media: Distribution;

  constructor(scope: Construct, id: string, { http, store }: WebProps) {
    super(scope, id);
    const { config } = ProductStack.of(this);
    this.siteBucket = privateBucket(this, 'SiteBucket', { removalPolicy: RemovalPolicy.DESTROY });
    store.log.record(this.siteBucket, 'site/');
    const uploadUrl = `https://${store.uploads.bucket.bucketRegionalDomainName}`;

    this.site = this.distribution('Site', config.siteUrl, config.siteCertificateArn, {
      origin: S3BucketOrigin.withOriginAccessControl(this.siteBucket),
      cachePolicy: CachePolicy.CACHING_OPTIMIZED,
      responseHeadersPolicy: siteHeaders(this, { mediaUrl: config.mediaUrl, uploadUrl }),
      functionAssociations: [this.edge('SpaFallback', spaFallback, FunctionEventType.VIEWER_REQUEST)],
    });
    this.site.addBehavior('/api/*', new HttpOrigin(http.domainName), {
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      allowedMethods: AllowedMethods.ALLOW_ALL,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      compress: true,
    });
    this.media = this.distribution('Media', config.mediaUrl, config.mediaCertificateArn, {
      origin: this.mediaOrigin(store.media.bucket),
      allowedMethods: AllowedMethods.ALLOW_GET_HEAD_OPTIONS,
      cachePolicy: CachePolicy.CACHING_OPTIMIZED,
      responseHeadersPolicy: mediaHeaders(this),
      functionAssociations: [this.edge('FixedMediaTypes', fixedMediaTypes, FunctionEventType.VIEWER_RESPONSE)],
    });
  }

  private distribution(id: string, url: string, certificateArn: string, behavior: BehaviorOptions): Distribution {
    const { config } = ProductStack.of(this);
    const distribution = new Distribution(this, id, {
      comment: `${id} of ${config.stage}`,
      domainNames: [new URL(url).hostname],
      certificate: Certificate.fromCertificateArn(this, `${id}Certificate`, certificateArn),
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      httpVersion: HttpVersion.HTTP2_AND_3,
      defaultRootObject: 'index.html',
      ...(config.webAclArn ? { webAclId: config.webAclArn } : {}),
      defaultBehavior: { viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS, compress: true, ...behavior },
    });
    acknowledged(distribution, ...ofDistributions);
    return distribution;
  }

  private edge(id: string, code: string, eventType: FunctionEventType) {
    const runtime = FunctionRuntime.JS_2_0;
    const functionName = ProductStack.of(this).named(id);
    return {
      eventType,
      function: new EdgeFunction(this, id, { functionName, code: FunctionCode.fromInline(code), runtime }),
    };
  }

  /** Reads the bucket as a stranger: its policy is written where it lives, or the two stacks would need each other. */
  private mediaOrigin({ bucketName, bucketRegionalDomainName }: IBucket): IOrigin {
    const bucket = Bucket.fromBucketAttributes(this, 'MediaBucket', { bucketName, bucketRegionalDomainName });
    const { originAccessControlId } = new S3OriginAccessControl(this, 'MediaAccess');
    return S3BucketOrigin.withBucketDefaults(bucket, { originAccessControlId });
  }
}

const ofDistributions: readonly Acknowledgement[] = [
  {
    id: 'AwsSolutions-CFR1',
    reason: 'Customers travel, and the platforms fetch media from anywhere.',
    expires: '2027-11-30',
  },
  {
    id: 'AwsSolutions-CFR2',
    reason: 'The firewall is an own, billed resource in N. Virginia: a stage names it in webAclArn.',
    expires: '2027-03-31',
  },
  {
    id: 'AwsSolutions-CFR3',
    reason:
      'CloudFront writes no logs into buckets of Bahrain; API calls and bucket reads are logged at their own place.',
    expires: '2027-03-31',
  },
];

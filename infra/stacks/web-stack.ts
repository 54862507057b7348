import { CfnOutput } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { ProductStack } from '../constructs/product-stack.ts';
import { Web } from '../constructs/web.ts';
import type { DataStack } from './data-stack.ts';
import type { FrontStack } from './front-stack.ts';

/** What the world sees: the site and the media host. */
export class WebStack extends ProductStack {
  constructor(scope: Construct, config: StageConfig, data: DataStack, front: FrontStack) {
    super(scope, 'Web', config);
    const web = new Web(this, 'Web', { http: front.http, store: data.store });

    new CfnOutput(this, 'SiteBucketName', { value: web.siteBucket.bucketName });
    new CfnOutput(this, 'SiteDnsTarget', { value: web.site.distributionDomainName });
    new CfnOutput(this, 'MediaDnsTarget', { value: web.media.distributionDomainName });
  }
}

import { CfnOutput } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { AlarmTopic } from '../constructs/alarm-topic.ts';
import { FrontApi } from '../constructs/front-api.ts';
import { ProductStack } from '../constructs/product-stack.ts';

/** What all features share but data: the API they hang their routes on, and where their alarms are heard. */
export class FrontStack extends ProductStack {
  readonly alarms: AlarmTopic;
  readonly http: FrontApi;

  constructor(scope: Construct, config: StageConfig) {
    super(scope, 'Front', config);
    this.alarms = new AlarmTopic(this, 'AlarmTopic');
    this.http = new FrontApi(this, 'Http');

    new CfnOutput(this, 'ApiEndpoint', { value: this.http.api.apiEndpoint });
  }
}

import { TemplateError } from './intrinsics.ts';

/** Types that the local cloud brings to life. */
const interpreted = new Set([
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::CloudFront::Distribution',
  'AWS::CloudFront::Function',
  'AWS::CloudFront::ResponseHeadersPolicy',
  'AWS::Cognito::UserPool',
  'AWS::Cognito::UserPoolClient',
  'AWS::Cognito::UserPoolGroup',
  'AWS::DynamoDB::Table',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::KMS::Alias',
  'AWS::KMS::Key',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::Lambda::Permission',
  'AWS::S3::Bucket',
  'AWS::S3::BucketPolicy',
  'AWS::SES::EmailIdentity',
  'AWS::SQS::Queue',
  'AWS::SQS::QueuePolicy',
  'AWS::Scheduler::Schedule',
  'AWS::Scheduler::ScheduleGroup',
  'AWS::SecretsManager::Secret',
  'Custom::S3BucketNotifications',
]);

/** Types that mean nothing on a laptop, each with its reason. A type in neither list stops the start. */
export const skipped: Readonly<Record<string, string>> = {
  'AWS::ApiGatewayV2::Stage': 'one stage, served at the root',
  'AWS::CDK::Metadata': 'tells AWS about the CDK version',
  'AWS::CloudFormation::CustomResource': 'providers are written for the deployment',
  'AWS::CloudFront::CachePolicy': 'nothing is cached locally',
  'AWS::CloudFront::OriginAccessControl': 'the media host reads its bucket in process',
  'AWS::CloudFront::OriginRequestPolicy': 'all headers reach the API locally',
  'AWS::CloudWatch::Alarm': 'no metrics locally',
  'AWS::CloudWatch::CompositeAlarm': 'no metrics locally',
  'AWS::CloudWatch::Dashboard': 'no metrics locally',
  'AWS::IAM::ServiceLinkedRole': 'only in accounts',
  'AWS::Lambda::LayerVersion': 'only the asset deployment uses one',
  'AWS::Logs::LogGroup': 'logs go to .local/logs',
  'AWS::Logs::MetricFilter': 'no metrics locally',
  'AWS::Logs::ResourcePolicy': 'logs go to .local/logs',
  'AWS::SES::ConfigurationSet': 'mails stay in the local viewer',
  'AWS::SES::ConfigurationSetEventDestination': 'mails stay in the local viewer',
  'AWS::SNS::Subscription': 'alarm mails only',
  'AWS::SNS::Topic': 'alarm mails only',
  'AWS::SNS::TopicPolicy': 'alarm mails only',
  'AWS::WAFv2::WebACLAssociation': 'no WAF locally',
  'Custom::CDKBucketDeployment': 'the front door serves dist/web itself',
  'Custom::LogRetention': 'logs go to .local/logs',
  'Custom::S3AutoDeleteObjects': 'npm start -- --fresh empties everything',
};

/** Refuses a type of resource that nobody has thought about, by name. */
export function checkType(type: string, logicalId: string): void {
  if (interpreted.has(type) || type in skipped) return;
  throw new TemplateError(
    `The template holds ${type} (${logicalId}), which the local cloud neither runs nor knowingly skips`,
  );
}

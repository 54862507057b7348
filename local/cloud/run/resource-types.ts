import { TemplateError } from './intrinsics.ts';

/** Types that the local cloud brings to life. */
export const interpreted: ReadonlySet<string> = new Set([
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::RouteResponse',
  'AWS::ApiGatewayV2::Stage',
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
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::Lambda::Permission',
  'AWS::S3::Bucket',
  'AWS::S3::BucketPolicy',
  'AWS::SES::ConfigurationSet',
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
  'AWS::CloudFront::OriginAccessControl': 'the hosts read their buckets in process',
  'AWS::CloudWatch::Alarm': 'metrics are lines in .local/logs, nobody adds them up',
  'AWS::Logs::LogGroup': 'logs go to .local/logs',
  'AWS::SNS::Topic': 'alarm mails only',
  'AWS::SNS::TopicPolicy': 'alarm mails only',
};

/** Refuses a type of resource that nobody has thought about, by name. */
export function checkType(type: string, logicalId: string): void {
  if (interpreted.has(type) || type in skipped) return;
  throw new TemplateError(
    `The template holds ${type} (${logicalId}), which the local cloud neither runs nor knowingly skips`,
  );
}

import { TemplateError } from './intrinsics.ts';
import { skipped } from './resource-types.ts';
import type { Application, Unread } from './template.ts';

/**
 * Properties that are knowingly ignored, by type of resource and reason. `Path=value` is ignored with that value only;
 * any other value would behave otherwise here than in AWS and stops the start. `[]` stands for every entry of a list.
 */
export const ignored: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  '*': { 'labels for bills and people': ['Tags', 'UserPoolTags', 'Description'] },
  'AWS::ApiGatewayV2::Api': {
    'the front door has one API': ['Name'],
  },
  'AWS::ApiGatewayV2::Integration': { 'the front door has one API': ['ApiId'] },
  'AWS::ApiGatewayV2::Stage': { 'logs go to .local/logs': ['AccessLogSettings.DestinationArn'] },
  'AWS::CloudFront::Distribution': {
    'people reach a host by its port, without TLS': [
      'DistributionConfig.Aliases',
      'DistributionConfig.ViewerCertificate',
      'DistributionConfig.HttpVersion',
      'DistributionConfig.IPV6Enabled',
      'DistributionConfig.CacheBehaviors[].ViewerProtocolPolicy',
      'DistributionConfig.DefaultCacheBehavior.ViewerProtocolPolicy',
      'DistributionConfig.Origins[].CustomOriginConfig',
    ],
    'the bucket policy is checked at start': [
      'DistributionConfig.Origins[].OriginAccessControlId',
      'DistributionConfig.Origins[].S3OriginConfig.OriginAccessIdentity=""',
    ],
    'says nothing': ['DistributionConfig.Comment'],
  },
  'AWS::CloudFront::Function': {
    'every function is published': ['AutoPublish=true', 'Name', 'FunctionConfig.Comment'],
    'runs in Node': ['FunctionConfig.Runtime="cloudfront-js-2.0"'],
  },
  'AWS::CloudFront::ResponseHeadersPolicy': {
    'HSTS without TLS means nothing': ['ResponseHeadersPolicyConfig.SecurityHeadersConfig.StrictTransportSecurity'],
    'known by its id': ['ResponseHeadersPolicyConfig.Name'],
  },
  'AWS::Cognito::UserPool': {
    'people are invited, and known by their mail address': ['AutoVerifiedAttributes[]="email"'],
    'the message function words all mails': [
      'EmailVerificationMessage',
      'EmailVerificationSubject',
      'SmsVerificationMessage',
    ],
    'known by its id; only --fresh deletes': ['UserPoolName', 'DeletionProtection'],
  },
  'AWS::IAM::Policy': { 'known by its logical id': ['PolicyName'] },
  'AWS::KMS::Key': { 'AWS turns keys once a year by itself': ['EnableKeyRotation'] },
  'AWS::SES::ConfigurationSet': {
    'mails stay in the local viewer': ['DeliveryOptions', 'ReputationOptions'],
    'identities.ts makes the reference of it': ['Name'],
  },
  'AWS::Scheduler::ScheduleGroup': { 'identities.ts makes the ARN of it': ['Name'] },
};

/** `Rules[0].Status="Enabled"` is covered by `Rules`, `Rules[].Status` and `Rules[].Status="Enabled"`. */
const covers = (entry: string, leaf: string) => {
  const general = leaf.replace(/^[^=]+/, (path) => path.replaceAll(/\[\d+\]/g, '[]'));
  return general === entry || ['.', '[', '='].some((next) => general.startsWith(entry + next));
};
const entriesOf = (type: string) => Object.values(ignored[type] ?? {}).flat();

/** Refuses every property that nothing in the local cloud has honoured and that is not knowingly ignored. */
export function refuseUnread(application: Application): void {
  const unread = application
    .unread()
    .filter(({ type }) => !(type in skipped))
    .filter(({ type, leaf }) => ![...entriesOf('*'), ...entriesOf(type)].some((entry) => covers(entry, leaf)))
    .map(({ type, logicalId, leaf }) => `\n  ${type} ${logicalId}: ${leaf}`);
  if (unread.length > 0)
    throw new TemplateError(`The local cloud neither honours nor knowingly ignores${unread.join('')}`);
}

/** Entries of the list that the application does not need any more. */
export function needlessEntries(application: Application): string[] {
  const unread = application.unread().filter(({ type }) => !(type in skipped));
  const isNeeded = (type: string, entry: string) =>
    unread.some((one: Unread) => (type === '*' || one.type === type) && covers(entry, one.leaf));
  return Object.keys(ignored).flatMap((type) =>
    entriesOf(type)
      .filter((entry) => !isNeeded(type, entry))
      .map((entry) => `${type} ${entry}`),
  );
}

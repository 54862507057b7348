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
    'the front door has one API': ['Name', 'ProtocolType="HTTP"'],
  },
  'AWS::ApiGatewayV2::Integration': { 'the front door has one API': ['ApiId'] },
  'AWS::ApiGatewayV2::Route': { 'the front door has one API': ['ApiId'] },
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
    'nothing is cached, packed or left out on the way': [
      'DistributionConfig.CacheBehaviors[].CachePolicyId',
      'DistributionConfig.CacheBehaviors[].Compress',
      'DistributionConfig.CacheBehaviors[].OriginRequestPolicyId',
      'DistributionConfig.DefaultCacheBehavior.CachePolicyId',
      'DistributionConfig.DefaultCacheBehavior.Compress',
    ],
    'the bucket policy is checked at start': [
      'DistributionConfig.Origins[].OriginAccessControlId',
      'DistributionConfig.Origins[].S3OriginConfig.OriginAccessIdentity=""',
    ],
    'says nothing': ['DistributionConfig.Comment', 'DistributionConfig.Enabled=true'],
  },
  'AWS::CloudFront::Function': {
    'every function is published': ['AutoPublish=true', 'Name', 'FunctionConfig.Comment'],
    'runs in Node': ['FunctionConfig.Runtime="cloudfront-js-2.0"'],
  },
  'AWS::CloudFront::ResponseHeadersPolicy': {
    'a policy replaces what the origin says': [
      'ResponseHeadersPolicyConfig.CustomHeadersConfig.Items[].Override=true',
      'ResponseHeadersPolicyConfig.SecurityHeadersConfig.ContentSecurityPolicy.Override=true',
      'ResponseHeadersPolicyConfig.SecurityHeadersConfig.FrameOptions.Override=true',
      'ResponseHeadersPolicyConfig.SecurityHeadersConfig.ReferrerPolicy.Override=true',
    ],
    'HSTS without TLS means nothing': ['ResponseHeadersPolicyConfig.SecurityHeadersConfig.StrictTransportSecurity'],
    'known by its id': ['ResponseHeadersPolicyConfig.Name'],
  },
  'AWS::Cognito::UserPool': {
    'people are invited, and known by their mail address': [
      'AdminCreateUserConfig.AllowAdminCreateUserOnly=true',
      'AccountRecoverySetting.RecoveryMechanisms[].Name="verified_email"',
      'AccountRecoverySetting.RecoveryMechanisms[].Priority=1',
      'AutoVerifiedAttributes[]="email"',
      'UsernameAttributes[]="email"',
      'UsernameConfiguration.CaseSensitive=false',
    ],
    'the message function words all mails': [
      'EmailVerificationMessage',
      'EmailVerificationSubject',
      'SmsVerificationMessage',
      'VerificationMessageTemplate',
    ],
    'mails stay in the local viewer': [
      'EmailConfiguration.ConfigurationSet',
      'EmailConfiguration.EmailSendingAccount="DEVELOPER"',
      'EmailConfiguration.SourceArn',
    ],
    'the only second factor': ['EnabledMfas[]="SOFTWARE_TOKEN_MFA"'],
    'invitations do not run out': ['Policies.PasswordPolicy.TemporaryPasswordValidityDays'],
    'known by its id; only --fresh deletes': ['UserPoolName', 'DeletionProtection'],
  },
  'AWS::Cognito::UserPoolClient': {
    'the only way that is emulated': [
      'AllowedOAuthFlowsUserPoolClient=false',
      'EnableTokenRevocation=true',
      'GenerateSecret=false',
      'SupportedIdentityProviders[]="COGNITO"',
    ],
  },
  'AWS::IAM::Policy': { 'known by its logical id': ['PolicyName'] },
  'AWS::KMS::Key': { 'AWS turns keys once a year by itself': ['EnableKeyRotation'] },
  'AWS::Lambda::Function': {
    'identities.ts makes the ARN of it': ['FunctionName'],
    'bundles are taken from the assembly': ['Code.S3Bucket'],
    'functions run on the processor that is there': ['Architectures'],
    'logs go to .local/logs': ['LoggingConfig'],
    'nothing invokes these functions asynchronously': ['DeadLetterConfig'],
  },
  'AWS::S3::Bucket': {
    'blobs lie in .local, unencrypted': ['BucketEncryption'],
    'nothing public exists: every call is signed': ['OwnershipControls', 'PublicAccessBlockConfiguration'],
    'lifecycle rules do nothing': ['LifecycleConfiguration'],
    'nothing is logged': ['LoggingConfiguration'],
    'old versions are not kept': ['VersioningConfiguration'],
  },
  'AWS::SES::EmailIdentity': { 'mails stay in the local viewer': ['ConfigurationSetAttributes'] },
  'AWS::SQS::Queue': { 'messages lie in .local, unencrypted': ['SqsManagedSseEnabled'] },
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

import { createHash } from 'node:crypto';

/** What `Ref` and `Fn::GetAtt` answer for one resource. */
export type Identity = { ref: string; attributes: Readonly<Record<string, string>> };

/** Facts of the machine that identities are made of. */
export type Place = { region: string; account: string; sqsUrl: string };

/** A resource as identity makers see it: its logical id and its own explicit name, when the template gives one. */
type Named = { logicalId: string; named(property: string): string | undefined; place: Place };
type Maker = (resource: Named) => Identity;

const digest = (text: string) => createHash('sha256').update(text).digest('hex');
const arn = (place: Place, service: string, resource: string) =>
  `arn:aws:${service}:${place.region}:${place.account}:${resource}`;
const lower = (text: string) => text.toLowerCase().slice(0, 60);

const plain =
  (property?: string): Maker =>
  ({ logicalId, named }) => {
    const ref = (property === undefined ? undefined : named(property)) ?? logicalId;
    return { ref, attributes: { Id: ref, Name: ref } };
  };

const withArn =
  (property: string, service: string, prefix: string, suffix = ''): Maker =>
  ({ logicalId, named, place }) => {
    const ref = named(property) ?? logicalId;
    return { ref, attributes: { Arn: arn(place, service, `${prefix}${ref}${suffix}`) } };
  };

/** The local identity of every type of resource that others refer to. A type missing here may not be referred to. */
export const identities: Readonly<Record<string, Maker>> = {
  'AWS::DynamoDB::Table': ({ logicalId, named, place }) => {
    const ref = named('TableName') ?? logicalId;
    const Arn = arn(place, 'dynamodb', `table/${ref}`);
    return { ref, attributes: { Arn, StreamArn: `${Arn}/stream/local` } };
  },
  'AWS::SQS::Queue': ({ logicalId, named, place }) => {
    const QueueName = named('QueueName') ?? `${logicalId}${named('FifoQueue') === 'true' ? '.fifo' : ''}`;
    const ref = `${place.sqsUrl}/${place.account}/${QueueName}`;
    return { ref, attributes: { Arn: arn(place, 'sqs', QueueName), QueueName, QueueUrl: ref } };
  },
  'AWS::S3::Bucket': ({ logicalId, named, place }) => {
    const ref = named('BucketName') ?? lower(logicalId);
    const DomainName = `${ref}.s3.amazonaws.com`;
    const RegionalDomainName = `${ref}.s3.${place.region}.amazonaws.com`;
    return { ref, attributes: { Arn: `arn:aws:s3:::${ref}`, DomainName, RegionalDomainName } };
  },
  'AWS::KMS::Key': ({ logicalId, place }) => {
    const hex = digest(logicalId);
    const ref = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
    return { ref, attributes: { Arn: arn(place, 'kms', `key/${ref}`), KeyId: ref } };
  },
  'AWS::KMS::Alias': plain('AliasName'),
  'AWS::SecretsManager::Secret': ({ logicalId, named, place }) => {
    const name = named('Name') ?? logicalId;
    const ref = arn(place, 'secretsmanager', `secret:${name}-${digest(logicalId).slice(0, 6)}`);
    return { ref, attributes: { Id: ref } };
  },
  'AWS::Cognito::UserPool': ({ logicalId, place }) => {
    const ref = `${place.region}_${digest(logicalId).slice(0, 9)}`;
    const ProviderName = `cognito-idp.${place.region}.amazonaws.com/${ref}`;
    const Arn = arn(place, 'cognito-idp', `userpool/${ref}`);
    return { ref, attributes: { Arn, UserPoolId: ref, ProviderName, ProviderURL: `https://${ProviderName}` } };
  },
  'AWS::Cognito::UserPoolClient': ({ logicalId }) => {
    const ref = digest(logicalId).slice(0, 26);
    return { ref, attributes: { ClientId: ref, Name: logicalId } };
  },
  'AWS::IAM::Role': ({ logicalId, place }) => ({
    ref: logicalId,
    attributes: { Arn: `arn:aws:iam::${place.account}:role/${logicalId}`, RoleId: logicalId },
  }),
  'AWS::Lambda::Function': withArn('FunctionName', 'lambda', 'function:'),
  'AWS::ApiGatewayV2::Api': ({ logicalId, place }) => {
    const ref = lower(logicalId);
    const ApiEndpoint = `https://${ref}.execute-api.${place.region}.amazonaws.com`;
    return { ref, attributes: { ApiId: ref, ApiEndpoint } };
  },
  'AWS::ApiGatewayV2::Integration': plain(),
  'AWS::ApiGatewayV2::Stage': plain('StageName'),
  'AWS::ApiGatewayV2::Route': plain(),
  'AWS::Logs::LogGroup': withArn('LogGroupName', 'logs', 'log-group:', ':*'),
  'AWS::Scheduler::ScheduleGroup': withArn('Name', 'scheduler', 'schedule-group/'),
  'AWS::Scheduler::Schedule': ({ logicalId, named, place }) => {
    const ref = named('Name') ?? logicalId;
    return { ref, attributes: { Arn: arn(place, 'scheduler', `schedule/${named('GroupName') ?? 'default'}/${ref}`) } };
  },
  'AWS::SNS::Topic': ({ logicalId, named, place }) => {
    const ref = arn(place, 'sns', named('TopicName') ?? logicalId);
    return { ref, attributes: { TopicArn: ref, TopicName: logicalId } };
  },
  'AWS::CloudWatch::Alarm': withArn('AlarmName', 'cloudwatch', 'alarm:'),
  'AWS::SES::EmailIdentity': ({ logicalId, named }) => {
    const ref = named('EmailIdentity') ?? logicalId;
    const tokens = [1, 2, 3].flatMap((n) => [
      [`DkimDNSTokenName${n}`, `local${n}._domainkey.${ref}`],
      [`DkimDNSTokenValue${n}`, `local${n}.dkim.amazonses.com`],
    ]);
    return { ref, attributes: Object.fromEntries(tokens) };
  },
  'AWS::SES::ConfigurationSet': plain('Name'),
  'AWS::CloudFront::Distribution': ({ logicalId }) => ({
    ref: logicalId,
    attributes: { Id: logicalId, DomainName: `${lower(logicalId)}.cloudfront.net` },
  }),
  'AWS::CloudFront::Function': ({ logicalId, place }) => ({
    ref: logicalId,
    attributes: {
      FunctionARN: `arn:aws:cloudfront::${place.account}:function/${logicalId}`,
      'FunctionMetadata.FunctionARN': `arn:aws:cloudfront::${place.account}:function/${logicalId}`,
    },
  }),
  'AWS::CloudFront::OriginAccessControl': plain(),
  'AWS::CloudFront::ResponseHeadersPolicy': plain(),
};

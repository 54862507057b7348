import { describe, expect, it } from 'vitest';
import { checkLinks } from '#cloud/run/links.ts';
import { collectRoles, type Roles } from '#cloud/run/roles.ts';
import { checkServiceAccess } from '#cloud/run/service-access.ts';
import { openApplication } from '#cloud/run/template.ts';

const place = { region: 'me-south-1', account: '000000000000', sqsUrl: 'http://127.0.0.1:9000' };
type Resources = Record<string, { Type: string; Properties?: Record<string, unknown> }>;

const att = (id: string, name = 'Arn') => ({ 'Fn::GetAtt': [id, name] });
const ref = (Ref: string) => ({ Ref });
const document = (...Statement: unknown[]) => ({ PolicyDocument: { Version: '2012-10-17', Statement } });
const role = (service: string) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: service },
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'aws:SourceAccount': '000000000000' } },
        },
      ],
    },
  },
});
const grant = (to: unknown, Action: string, Resource: unknown, Condition = {}) => ({
  Type: 'AWS::IAM::Policy',
  Properties: { Roles: [to], ...document({ Effect: 'Allow', Action, Resource, Condition }) },
});
const permission = (Principal: string, SourceArn: unknown) => ({
  Type: 'AWS::Lambda::Permission',
  Properties: { Action: 'lambda:InvokeFunction', FunctionName: ref('Fn'), Principal, SourceArn },
});
const whole: Resources = {
  Queue: { Type: 'AWS::SQS::Queue', Properties: { RedrivePolicy: { deadLetterTargetArn: att('Dead') } } },
  Dead: { Type: 'AWS::SQS::Queue' },
  Media: { Type: 'AWS::S3::Bucket' },
  MediaPolicy: {
    Type: 'AWS::S3::BucketPolicy',
    Properties: {
      Bucket: ref('Media'),
      ...document({
        Effect: 'Allow',
        Principal: { Service: 'cloudfront.amazonaws.com' },
        Action: 's3:GetObject',
        Resource: { 'Fn::Sub': '${Media.Arn}/*' },
        Condition: {
          StringEquals: {
            'AWS:SourceArn': { 'Fn::Sub': 'arn:aws:cloudfront::${AWS::AccountId}:distribution/${Host}' },
          },
        },
      }),
    },
  },
  Host: {
    Type: 'AWS::CloudFront::Distribution',
    Properties: {
      DistributionConfig: { Origins: [{ DomainName: att('Media', 'RegionalDomainName'), OriginAccessControlId: 'o' }] },
    },
  },
  QueuePolicy: {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: {
      Queues: [ref('Queue')],
      ...document({
        Effect: 'Allow',
        Principal: { Service: 's3.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: att('Queue'),
        Condition: { ArnLike: { 'aws:SourceArn': att('Media') } },
      }),
    },
  },
  Events: {
    Type: 'Custom::S3BucketNotifications',
    Properties: {
      BucketName: ref('Media'),
      NotificationConfiguration: { QueueConfigurations: [{ QueueArn: att('Queue') }] },
    },
  },
  FnRole: role('lambda.amazonaws.com'),
  FnGrant: grant(ref('FnRole'), 'sqs:SendMessage', att('Queue')),
  Fn: { Type: 'AWS::Lambda::Function', Properties: { Role: att('FnRole') } },
  Api: { Type: 'AWS::ApiGatewayV2::Api' },
  Integration: { Type: 'AWS::ApiGatewayV2::Integration', Properties: { ApiId: ref('Api'), IntegrationUri: att('Fn') } },
  Route: {
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: {
      ApiId: ref('Api'),
      RouteKey: 'POST /api/posts',
      Target: { 'Fn::Sub': 'integrations/${Integration}' },
    },
  },
  ApiMay: permission('apigateway.amazonaws.com', {
    'Fn::Sub': 'arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*/POST/api/*',
  }),
  Pool: { Type: 'AWS::Cognito::UserPool', Properties: { LambdaConfig: { CustomMessage: att('Fn') } } },
  PoolMay: permission('cognito-idp.amazonaws.com', att('Pool')),
  TimerRole: role('scheduler.amazonaws.com'),
  Timer: {
    Type: 'AWS::Scheduler::Schedule',
    Properties: { Target: { Arn: att('Fn'), RoleArn: att('TimerRole'), DeadLetterConfig: { Arn: att('Dead') } } },
  },
  Alarm: {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: { Dimensions: [{ Name: 'QueueName', Value: att('Queue', 'QueueName') }] },
  },
};

const open = (resources: Resources): Roles => {
  const application = openApplication({ template: { Resources: resources } }, place);
  const roles = collectRoles(application, place.region, place.account);
  checkLinks(application, roles);
  checkServiceAccess(application, roles, place.region, place.account);
  return roles;
};
const changed = (id: string, Properties: Record<string, unknown>) => {
  const before = whole[id];
  return { ...whole, [id]: { Type: before?.Type ?? '', Properties: { ...before?.Properties, ...Properties } } };
};
const without = (...ids: string[]) => Object.fromEntries(Object.entries(whole).filter(([id]) => !ids.includes(id)));
const gone = (kind: string) => `arn:aws:${kind}`;

describe('a template whose parts fit together', () => {
  it('starts', () => {
    expect(open(whole).has('FnRole')).toBe(true);
  });

  it.each<[string, Resources, RegExp]>([
    [
      'a grant on a queue that is not there',
      { ...whole, G: grant(ref('FnRole'), 'sqs:SendMessage', gone('sqs:me-south-1:000000000000:gone')) },
      /G names arn:aws:sqs.*gone/,
    ],
    [
      'a grant on a function that is not there',
      {
        ...whole,
        G: grant(ref('FnRole'), 'lambda:InvokeFunction', gone('lambda:me-south-1:000000000000:function:gone')),
      },
      /AWS::Lambda::Function/,
    ],
    [
      'a grant on a bucket that is not there',
      { ...whole, G: grant(ref('FnRole'), 's3:GetObject', gone('s3:::gone/*')) },
      /AWS::S3::Bucket/,
    ],
    [
      'a grant on a table that is not there',
      {
        ...whole,
        G: grant(ref('FnRole'), 'dynamodb:Query', gone('dynamodb:me-south-1:000000000000:table/gone/index/*')),
      },
      /AWS::DynamoDB::Table/,
    ],
    [
      'a role to pass that is not there',
      { ...whole, G: grant(ref('FnRole'), 'iam:PassRole', gone('iam::000000000000:role/gone')) },
      /AWS::IAM::Role/,
    ],
    [
      'a policy for a role that is not there',
      { ...whole, G: grant('Gone', 's3:*', '*') },
      /role Gone, which is not there/,
    ],
    [
      'a policy for nobody',
      { ...whole, G: { Type: 'AWS::IAM::Policy', Properties: document() } },
      /G is attached to no role/,
    ],
    [
      'a permission for a function that is not there',
      {
        ...whole,
        P: {
          Type: 'AWS::Lambda::Permission',
          Properties: { ...permission('x', 'y').Properties, FunctionName: 'gone' },
        },
      },
      /P is for gone/,
    ],
    [
      'a queue policy for a queue that is not there',
      changed('QueuePolicy', { Queues: ['gone'] }),
      /QueuePolicy is for gone/,
    ],
    [
      'an event source that is not there',
      {
        ...whole,
        Source: {
          Type: 'AWS::Lambda::EventSourceMapping',
          Properties: { FunctionName: ref('Fn'), EventSourceArn: gone('sqs:me-south-1:000000000000:gone') },
        },
      },
      /Source names/,
    ],
    [
      'dead letters that are not there',
      changed('Queue', { RedrivePolicy: { deadLetterTargetArn: gone('sqs:me-south-1:000000000000:gone') } }),
      /Queue names/,
    ],
    [
      'an alarm on a queue that is not there',
      changed('Alarm', { Dimensions: [{ Name: 'QueueName', Value: 'gone' }] }),
      /Alarm watches QueueName gone/,
    ],
    [
      'a schedule whose target is not there',
      changed('Timer', {
        Target: { Arn: gone('lambda:me-south-1:000000000000:function:gone'), RoleArn: att('TimerRole') },
      }),
      /Timer names/,
    ],
    [
      'a schedule whose role is not there',
      changed('Timer', { Target: { Arn: att('Fn'), RoleArn: gone('iam::000000000000:role/Gone') } }),
      /Timer names/,
    ],
    [
      'a schedule whose role does not trust the scheduler',
      { ...whole, TimerRole: role('lambda.amazonaws.com') },
      /Timer uses the role TimerRole, which does not trust scheduler/,
    ],
    [
      'a function whose role does not trust Lambda',
      { ...whole, FnRole: role('scheduler.amazonaws.com') },
      /Fn uses the role FnRole, which does not trust lambda/,
    ],
    ['a queue nobody uses', { ...whole, Idle: { Type: 'AWS::SQS::Queue' } }, /AWS::SQS::Queue Idle is not used/],
    [
      'a queue that only its policy and an alarm know',
      {
        ...whole,
        Idle: { Type: 'AWS::SQS::Queue' },
        IdlePolicy: {
          Type: 'AWS::SQS::QueuePolicy',
          Properties: {
            Queues: [ref('Idle')],
            ...document({ Effect: 'Deny', Principal: '*', Action: 'sqs:*', Resource: att('Idle') }),
          },
        },
        IdleAlarm: { Type: 'AWS::CloudWatch::Alarm', Properties: { AlarmDescription: att('Idle') } },
      },
      /AWS::SQS::Queue Idle is not used/,
    ],
    ['a role nobody uses', { ...whole, Idle: role('lambda.amazonaws.com') }, /AWS::IAM::Role Idle is not used/],
    [
      'a condition key nobody knows',
      { ...whole, G: grant(ref('FnRole'), 's3:*', '*', { StringEquals: { 'aws:RequestTag/x': 'y' } }) },
      /aws:RequestTag\/x/,
    ],
    [
      'a policy variable nobody knows',
      { ...whole, G: grant(ref('FnRole'), 's3:*', { 'Fn::Sub': '${Media.Arn}/${!aws:username}' }) },
      /aws:username/,
    ],
    [
      'a condition operator nobody knows',
      { ...whole, G: grant(ref('FnRole'), 's3:*', '*', { BinaryEquals: { k: 'y' } }) },
      /BinaryEquals/,
    ],
    [
      'a bucket event whose queue does not let S3 send',
      without('QueuePolicy'),
      /s3.amazonaws.com may not sqs:SendMessage/,
    ],
    [
      'a host whose bucket does not let CloudFront read',
      without('MediaPolicy'),
      /cloudfront.amazonaws.com may not s3:GetObject/,
    ],
    [
      'a host whose bucket lets another host read',
      { ...changed('MediaPolicy', {}), Host2: whole.Host ?? { Type: '' } },
      /Host2: cloudfront/,
    ],
    [
      'a route whose function does not let the API in',
      changed('Route', { RouteKey: 'GET /api/posts' }),
      /Route: apigateway.*GET\/api\/posts/,
    ],
    [
      'a user pool whose function does not let it in',
      without('PoolMay'),
      /Pool: cognito-idp.amazonaws.com may not lambda/,
    ],
  ])('%s stops the start', (_, resources, named) => {
    expect(() => open(resources)).toThrow(named);
  });
});

describe('a role', () => {
  it('is judged together with its tags and its resources’ own policies', () => {
    const tagged = grant(ref('FnRole'), 's3:GetObject', { 'Fn::Sub': '${Media.Arn}/${!aws:PrincipalTag/client}/*' });
    const tags = { Tags: [{ Key: 'client', Value: 'c1' }] };
    const deny = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: { 'Fn::Sub': '${Media.Arn}/c1/no' } };
    const statements = document(deny, {
      ...deny,
      Effect: 'Allow',
      Principal: { Service: 'cloudfront.amazonaws.com' },
      Resource: '*',
    });
    const roles = open({
      ...changed('FnRole', tags),
      Tagged: tagged,
      MediaPolicy: changed('MediaPolicy', statements).MediaPolicy ?? { Type: '' },
    });
    const may = (key: string) =>
      roles.decide('FnRole', 'fn', { action: 's3:GetObject', resource: `arn:aws:s3:::media/${key}`, context: {} });
    expect(may('c1/yes')).toEqual({ allowed: true, by: 'Tagged[0]' });
    expect(may('c2/yes').allowed).toBe(false);
    expect(may('c1/no')).toEqual({ allowed: false, reason: 'with an explicit deny in a resource-based policy' });
  });
});

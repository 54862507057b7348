import * as z from 'zod/mini';
import { isObject, type Json, TemplateError } from './intrinsics.ts';
import type { Roles } from './roles.ts';
import type { Application, Resource } from './template.ts';

/** What an ARN anywhere in the template may name only if the template has it, by service. */
const named: Readonly<Record<string, { type: string; kind: RegExp }>> = {
  sqs: { type: 'AWS::SQS::Queue', kind: /^([^/]+)$/ },
  lambda: { type: 'AWS::Lambda::Function', kind: /^function:([^:]+)/ },
  s3: { type: 'AWS::S3::Bucket', kind: /^([^/]+)/ },
  dynamodb: { type: 'AWS::DynamoDB::Table', kind: /^table\/([^/]+)/ },
  iam: { type: 'AWS::IAM::Role', kind: /^role\/(.+)$/ },
  kms: { type: 'AWS::KMS::Key', kind: /^key\/(.+)$/ },
  'cognito-idp': { type: 'AWS::Cognito::UserPool', kind: /^userpool\/(.+)$/ },
  sns: { type: 'AWS::SNS::Topic', kind: /^([^:]+)/ },
  scheduler: { type: 'AWS::Scheduler::ScheduleGroup', kind: /^schedule(?:-group)?\/([^/]+)/ },
};
/** Alarm dimensions that name something of the template. */
const dimensions: Readonly<Record<string, string>> = {
  QueueName: 'AWS::SQS::Queue',
  FunctionName: 'AWS::Lambda::Function',
  TableName: 'AWS::DynamoDB::Table',
  BucketName: 'AWS::S3::Bucket',
};
/** Who mentions a queue without sending to it or reading from it. */
const onlooker = /^AWS::(SQS::QueuePolicy|CloudWatch::Alarm)$/;

const Dimensions = z.object({
  Dimensions: z.optional(z.array(z.object({ Name: z.string(), Value: z.string() }))),
});

/** All texts in a value with the way to them; a function's variables only tell it where things are. */
function textsIn(value: Json, key = ''): string[] {
  if (key === 'Environment') return [];
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap((entry) => textsIn(entry));
  return isObject(value) ? Object.entries(value).flatMap(([name, entry]) => textsIn(entry, name)) : [];
}

/**
 * Refuses a template whose parts do not fit together although every reference resolves: an ARN or a name of something
 * that is not there, a queue nobody sends to or reads from, a role nobody uses, a role its user cannot assume.
 */
export function checkLinks(application: Application, roles: Roles): void {
  const all = application.resources();
  const fail = ({ type, logicalId }: Resource, problem: string): never => {
    throw new TemplateError(`${type} ${logicalId} ${problem}`);
  };
  const nameOf = ({ identity }: Resource) => (identity.attributes.Arn ?? identity.ref).split(/[:/]/).at(-1) ?? '';
  const names = (type: string) => application.resources(type).map((resource) => nameOf(resource));
  const mentions = new Set<string>();
  for (const resource of all)
    for (const text of textsIn(resource.properties)) {
      if (!onlooker.test(resource.type)) mentions.add(text);
      const [arn, , service = '', , account, ...rest] = text.split(':');
      const rule = named[service];
      const name = rule?.kind.exec(rest.join(':'))?.[1];
      if (arn !== 'arn' || rule === undefined || name === undefined || name.includes('*') || account === 'aws')
        continue;
      if (name !== 'default' && !names(rule.type).includes(name))
        fail(resource, `names ${text}, but the template has no such ${rule.type}`);
    }
  for (const resource of application.resources('AWS::CloudWatch::Alarm'))
    for (const { Name, Value } of Dimensions.parse(resource.properties).Dimensions ?? []) {
      const type = dimensions[Name];
      if (type !== undefined && !names(type).includes(Value))
        fail(resource, `watches ${Name} ${Value}, but the template has no such ${type}`);
    }
  for (const queue of application.resources('AWS::SQS::Queue'))
    if (!mentions.has(queue.identity.attributes.Arn ?? ''))
      fail(queue, 'is not used: nothing sends to it, reads from it or parks messages in it');
  for (const role of application.resources('AWS::IAM::Role'))
    if (!mentions.has(role.identity.attributes.Arn ?? '')) fail(role, 'is not used by anything');
  checkTrust(application, roles, fail);
}

const Target = z.object({ Target: z.object({ RoleArn: z.string() }) });
const Executed = z.object({ Role: z.string() });

/** Whoever acts with a role must be let in by that role. */
function checkTrust(
  application: Application,
  roles: Roles,
  fail: (resource: Resource, problem: string) => never,
): void {
  const mustTrust = (resource: Resource, arn: string, service: string) => {
    const role = arn.split('/').at(-1) ?? '';
    if (!roles.has(role)) fail(resource, `uses the role ${role}, which the template does not have`);
    if (!roles.trusts(role, service)) fail(resource, `uses the role ${role}, which does not trust ${service}`);
  };
  for (const resource of application.resources('AWS::Lambda::Function'))
    mustTrust(resource, Executed.parse(resource.properties).Role, 'lambda.amazonaws.com');
  for (const resource of application.resources('AWS::Scheduler::Schedule'))
    mustTrust(resource, Target.parse(resource.properties).Target.RoleArn, 'scheduler.amazonaws.com');
}

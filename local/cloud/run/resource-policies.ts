import * as z from 'zod/mini';
import { keysIn, type Policies, PolicyDocument, type Sourced } from './iam.ts';
import { TemplateError } from './intrinsics.ts';
import type { Application } from './template.ts';

const BucketPolicy = z.object({ Bucket: z.string(), PolicyDocument });
const QueuePolicy = z.object({ Queues: z.array(z.string()), PolicyDocument });
const Key = z.object({ KeyPolicy: z.optional(PolicyDocument) });
const Permission = z.object({
  Action: z.string(),
  FunctionName: z.string(),
  Principal: z.string(),
  SourceArn: z.optional(z.string()),
  SourceAccount: z.optional(z.string()),
});

/** The policies that buckets, queues, keys and functions carry themselves. `keys`: the condition keys they ask for. */
export function resourcePoliciesOf(application: Application): {
  on(resource: string): Pick<Policies, 'resource' | 'resourceDecides'>;
  keys: readonly string[];
} {
  const byArn = new Map<string, Sourced[]>();
  /** A policy that names its resource otherwise than by ARN: by its name or its address. */
  const arnOf = (type: string, name: string, from: string): string => {
    const found = application
      .resources(type)
      .find(({ identity }) => identity.ref === name || identity.attributes.Arn === name);
    if (found === undefined) throw new TemplateError(`${from} is for ${name}, which is not in the template`);
    return found.identity.attributes.Arn ?? '';
  };
  const add = (arn: string, from: string, { Statement }: z.output<typeof PolicyDocument>) => {
    for (const { Effect, Principal, NotPrincipal } of Statement)
      if ((Principal ?? NotPrincipal) === undefined || (NotPrincipal !== undefined && Effect === 'Allow'))
        throw new TemplateError(`${from} belongs to a resource and has to name its principals`);
    byArn.set(arn, [...(byArn.get(arn) ?? []), ...Statement.map((statement) => ({ ...statement, from }))]);
  };
  for (const { logicalId, properties } of application.all('AWS::S3::BucketPolicy', BucketPolicy))
    add(arnOf('AWS::S3::Bucket', properties.Bucket, logicalId), logicalId, properties.PolicyDocument);
  for (const { logicalId, properties } of application.all('AWS::SQS::QueuePolicy', QueuePolicy))
    for (const queue of properties.Queues)
      add(arnOf('AWS::SQS::Queue', queue, logicalId), logicalId, properties.PolicyDocument);
  const keys = application.all('AWS::KMS::Key', Key).map(({ logicalId, identity, properties }) => {
    const arn = identity.attributes.Arn ?? '';
    // Without a policy of its own a key leaves everything to the account.
    if (properties.KeyPolicy !== undefined) add(arn, logicalId, properties.KeyPolicy);
    return properties.KeyPolicy === undefined ? '' : arn;
  });
  for (const { logicalId, properties } of application.all('AWS::Lambda::Permission', Permission)) {
    const { Action, FunctionName, Principal, SourceArn, SourceAccount } = properties;
    const arn = arnOf('AWS::Lambda::Function', FunctionName, logicalId);
    const Condition = {
      ...(SourceArn === undefined ? {} : { ArnLike: { 'aws:SourceArn': SourceArn } }),
      ...(SourceAccount === undefined ? {} : { StringEquals: { 'aws:SourceAccount': SourceAccount } }),
    };
    const statement = { Effect: 'Allow', Principal: { Service: Principal }, Action, Resource: arn, Condition };
    add(arn, logicalId, PolicyDocument.parse({ Statement: statement }));
  }
  return {
    keys: keysIn([...byArn.values()].flat()),
    on: (resource) => ({
      // Objects are looked after by their bucket's policy.
      resource: byArn.get(resource) ?? byArn.get(resource.split('/')[0] ?? '') ?? [],
      resourceDecides: keys.includes(resource),
    }),
  };
}

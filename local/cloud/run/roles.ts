import * as z from 'zod/mini';
import { decide, keysIn, PolicyDocument, type Request, type Sourced, type Statement, type Verdict } from './iam.ts';
import { TemplateError } from './intrinsics.ts';
import { resourcePoliciesOf } from './resource-policies.ts';
import type { Application } from './template.ts';

const Role = z.object({
  AssumeRolePolicyDocument: PolicyDocument,
  Policies: z._default(z.array(z.object({ PolicyName: z.string(), PolicyDocument })), []),
  ManagedPolicyArns: z._default(z.array(z.string()), []),
  Tags: z._default(z.array(z.object({ Key: z.string(), Value: z.string() })), []),
});
const Policy = z.object({ PolicyDocument, Roles: z._default(z.array(z.string()), []) });

/** AWS's own policies that only let a function write logs: nothing to decide locally. */
const logsOnly = /\/service-role\/AWSLambdaBasicExecutionRole$/;
/** Condition keys that requests carry here. A policy that asks for another one cannot be judged and stops the start. */
const knownKeys =
  /^(aws:(SecureTransport|PrincipalArn|PrincipalAccount|PrincipalType|PrincipalTag\/.+|userid|SourceArn|SourceAccount|CurrentTime|EpochTime|RequestedRegion|ViaAWSService)|iam:PassedToService|kms:(EncryptionContext:.+|ViaService|CallerAccount)|dynamodb:LeadingKeys|ses:FromAddress)$/i;

/** What every role of the template may do, and what the template's resources let services do. */
export type Roles = {
  has(role: string): boolean;
  /** Decides by the role's own policies and those of the resource. `session` tells its users apart. */
  decide(role: string, session: string, request: Request): Verdict;
  /** True when `service` may assume the role. */
  trusts(role: string, service: string): boolean;
  /** True when the resource's own policy lets a service act by itself on behalf of `sourceArn`. */
  serviceMay(service: string, action: string, resource: string, sourceArn: string): boolean;
  /** The statements a role was granted. */
  grants(role: string): readonly Sourced[];
};

/** Collects every policy of the template. Fails on a policy of nobody and on what could not be judged later. */
export function collectRoles(application: Application, region: string, account: string): Roles {
  const roles = new Map(application.all('AWS::IAM::Role', Role).map((role) => [role.logicalId, role.properties]));
  const granted = new Map<string, Sourced[]>([...roles.keys()].map((role) => [role, []]));
  const add = (role: string, from: string, { Statement }: z.output<typeof PolicyDocument>) => {
    const statements = granted.get(role);
    if (statements === undefined) throw new TemplateError(`Policy ${from} is for the role ${role}, which is not there`);
    for (const [index, statement] of Statement.entries())
      statements.push({ ...checked(statement, from), from: `${from}[${index}]` });
  };
  for (const [role, { Policies, ManagedPolicyArns }] of roles) {
    for (const policy of Policies) add(role, `${role}/${policy.PolicyName}`, policy.PolicyDocument);
    for (const managed of ManagedPolicyArns)
      if (managed.startsWith('arn:aws:iam::aws:') && !logsOnly.test(managed))
        throw new TemplateError(`Role ${role} uses ${managed}: the local cloud cannot know what it allows`);
  }
  for (const type of ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'])
    for (const { logicalId, properties } of application.all(type, Policy)) {
      if (properties.Roles.length === 0) throw new TemplateError(`${type} ${logicalId} is attached to no role`);
      for (const role of properties.Roles) add(role, logicalId, properties.PolicyDocument);
    }
  const { on: policiesOn, keys } = resourcePoliciesOf(application);
  const trust = [...roles.values()].flatMap(({ AssumeRolePolicyDocument }) => AssumeRolePolicyDocument.Statement);
  for (const key of [...keys, ...keysIn([...granted.values()].flat()), ...keysIn(trust)])
    if (!knownKeys.test(key)) throw new TemplateError(`A policy asks for ${key}, which the local cloud does not know`);

  const everywhere = { 'aws:SecureTransport': 'true', 'aws:RequestedRegion': region, 'aws:ViaAWSService': 'false' };
  const asService = (sourceArn: string) => ({
    ...everywhere,
    'aws:SourceArn': sourceArn,
    'aws:SourceAccount': account,
  });
  return {
    has: (role) => roles.has(role),
    grants: (role) => granted.get(role) ?? [],
    decide(role, session, { action, resource, context }) {
      const arn = `arn:aws:iam::${account}:role/${role}`;
      const tags = (roles.get(role)?.Tags ?? []).map(({ Key, Value }) => [`aws:PrincipalTag/${Key}`, Value]);
      const caller = {
        'aws:PrincipalArn': arn,
        'aws:PrincipalAccount': account,
        'aws:PrincipalType': 'AssumedRole',
        'aws:userid': `${role}:${session}`,
        'kms:CallerAccount': account,
        ...Object.fromEntries(tags),
      };
      const request = { action, resource, context: { ...everywhere, ...caller, ...context } };
      return decide({ role: arn }, request, { identity: granted.get(role) ?? [], ...policiesOn(resource) });
    },
    trusts(role, service) {
      const statements = (roles.get(role)?.AssumeRolePolicyDocument.Statement ?? []).map((statement) => ({
        ...statement,
        from: role,
      }));
      const request = { action: 'sts:AssumeRole', resource: role, context: asService('') };
      return decide({ service }, request, { identity: [], resource: statements, resourceDecides: true }).allowed;
    },
    serviceMay(service, action, resource, sourceArn) {
      const request = { action, resource, context: asService(sourceArn) };
      return decide({ service }, request, { identity: [], ...policiesOn(resource) }).allowed;
    },
  };
}

/** A role's own statement names what it is about, and nobody: it is about the role. */
function checked(statement: Statement, from: string): Statement {
  if (statement.Principal !== undefined || statement.NotPrincipal !== undefined)
    throw new TemplateError(`Policy ${from} belongs to a role and may not name a principal`);
  if (
    (statement.Action ?? statement.NotAction) === undefined ||
    (statement.Resource ?? statement.NotResource) === undefined
  )
    throw new TemplateError(`Policy ${from} has a statement without action or resource`);
  return statement;
}

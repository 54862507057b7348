import * as z from 'zod/mini';
import { isAllowed, PolicyDocument, type Request, type Statement } from './iam.ts';
import { TemplateError } from './intrinsics.ts';
import type { Application } from './template.ts';

const InlinePolicies = z.optional(z.array(z.object({ PolicyDocument })));
const Role = z.object({
  Policies: InlinePolicies,
  ManagedPolicyArns: z.optional(z.array(z.string())),
});
const Policy = z.object({ PolicyDocument, Roles: z.optional(z.array(z.string())) });

/** AWS's own policies that only let a function write logs: nothing to decide locally. */
const logsOnly = /\/service-role\/AWSLambdaBasicExecutionRole$/;

/** What every role of the template may do. */
export type Roles = {
  allows(role: string, request: Request): boolean;
  has(role: string): boolean;
};

/** Collects each role's statements from its inline policies and from the policies attached to it. */
export function collectRoles(application: Application): Roles {
  const statements = new Map<string, Statement[]>();
  const add = (role: string, documents: readonly z.output<typeof PolicyDocument>[]) => {
    statements.set(role, [...(statements.get(role) ?? []), ...documents.flatMap(({ Statement }) => Statement)]);
  };
  for (const { logicalId, properties } of application.all('AWS::IAM::Role', Role)) {
    add(logicalId, properties.Policies?.map((policy) => policy.PolicyDocument) ?? []);
    for (const managed of properties.ManagedPolicyArns ?? [])
      if (managed.startsWith('arn:aws:iam::aws:') && !logsOnly.test(managed))
        throw new TemplateError(`Role ${logicalId} uses ${managed}: the local cloud cannot know what it allows`);
  }
  for (const type of ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'])
    for (const { properties } of application.all(type, Policy))
      for (const role of properties.Roles ?? []) add(role, [properties.PolicyDocument]);
  return {
    has: (role) => statements.has(role),
    allows: (role, request) => isAllowed(statements.get(role) ?? [], request),
  };
}

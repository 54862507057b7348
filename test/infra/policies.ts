import * as z from 'zod/mini';
import { type Found, ofType, refersTo } from './synthesis.ts';

const list = z.pipe(
  z.union([z.string(), z.array(z.unknown()), z.record(z.string(), z.unknown())]),
  z.transform((value) => (Array.isArray(value) ? value : [value])),
);
const Statement = z.object({
  Effect: z.enum(['Allow', 'Deny']),
  Action: z.pipe(list, z.array(z.string())),
  Resource: z.optional(list),
  Principal: z.optional(z.unknown()),
  Condition: z.optional(z.record(z.string(), z.unknown())),
});
export type Statement = z.infer<typeof Statement>;

const Document = z.object({ Statement: z.array(Statement) });
const FunctionProperties = z.object({ FunctionName: z.string(), Role: z.unknown() });

/** The statements of a policy document. */
export const statementsOf = (document: unknown): readonly Statement[] => Document.parse(document).Statement;

/** What a role may do, by its logical id. */
export const allowedTo = (resources: readonly Found[], roleId: string): readonly Statement[] =>
  ofType(resources, 'AWS::IAM::Policy')
    .filter(({ Properties }) => refersTo(Properties.Roles, roleId))
    .flatMap(({ Properties }) => statementsOf(Properties.PolicyDocument));

/** Our functions by their short name, with the logical ids of function and role. */
export const functionsOf = (resources: readonly Found[], stage: string) =>
  ofType(resources, 'AWS::Lambda::Function').map((resource) => {
    const { FunctionName, Role } = FunctionProperties.parse(resource.Properties);
    const role = ofType(resources, 'AWS::IAM::Role').find(({ id }) => refersTo(Role, id));
    if (!role) throw new Error(`${FunctionName} has no role of ours`);
    return { name: FunctionName.replace(`kuwait-social-${stage}-`, ''), resource, role: role.id };
  });

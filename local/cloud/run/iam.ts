import * as z from 'zod/mini';
import { type Context, checkOperator, expand, holds, like, valuesOf, variablePattern } from './iam-conditions.ts';

const texts = z.pipe(
  z.union([z.string(), z.array(z.string())]),
  z.transform((value) => (typeof value === 'string' ? [value] : value)),
);
const conditionValue = z.pipe(
  z.union([z.string(), z.boolean(), z.number(), z.array(z.union([z.string(), z.boolean(), z.number()]))]),
  z.transform((value) => [value].flat().map(String)),
);
// Federated and canonical users are missing on purpose: nobody local is one.
const PrincipalShape = z.pipe(
  z.union([z.literal('*'), z.strictObject({ AWS: z.optional(texts), Service: z.optional(texts) })]),
  z.transform((value): { AWS?: string[] | undefined; Service?: string[] | undefined } =>
    value === '*' ? { AWS: ['*'] } : value,
  ),
);

const Statement = z.strictObject({
  Sid: z.optional(z.string()),
  Effect: z.enum(['Allow', 'Deny']),
  Principal: z.optional(PrincipalShape),
  NotPrincipal: z.optional(PrincipalShape),
  Action: z.optional(texts),
  NotAction: z.optional(texts),
  Resource: z.optional(texts),
  NotResource: z.optional(texts),
  Condition: z._default(z.record(z.string(), z.record(z.string(), conditionValue)), {}),
});
export type Statement = z.output<typeof Statement>;
export const PolicyDocument = z.strictObject({
  Version: z.optional(z.literal('2012-10-17')),
  Id: z.optional(z.string()),
  Statement: z.pipe(
    z.union([z.array(Statement), Statement]),
    z.transform((value) => [value].flat()),
  ),
});

/** A statement and the resource of the template that holds it. */
export type Sourced = Statement & { from: string };
/** Whoever asks: a role by its ARN, or an AWS service acting by itself. */
export type Principal = { role: string } | { service: string };
/** What somebody wants to do, in IAM's words. */
export type Request = { action: string; resource: string; context: Context };
export type Verdict = { allowed: true; by: string } | { allowed: false; reason: string };

export type Policies = {
  /** Statements of the asking role. */
  identity: readonly Sourced[];
  /** Statements of the resource asked for. */
  resource: readonly Sourced[];
  /** A KMS key trusts nobody but whom its own policy names; the account only if it is named too. */
  resourceDecides: boolean;
};

/**
 * Decides as AWS does within one account: a matching `Deny` anywhere wins, then one `Allow` of the role or of the
 * resource is enough, save where the resource alone decides. The reason is worded as AWS words it.
 */
export function decide(who: Principal, request: Request, { identity, resource, resourceDecides }: Policies): Verdict {
  const own = 'role' in who ? identity.filter((statement) => matches(statement, request)) : [];
  const theirs = resource
    .filter((statement) => matches(statement, request))
    .map((statement) => ({ statement, named: namedBy(statement, who) }));
  const denied = (kind: string) => ({ allowed: false as const, reason: `with an explicit deny in ${kind} policy` });
  if (own.some(({ Effect }) => Effect === 'Deny')) return denied('an identity-based');
  if (theirs.some(({ statement, named }) => statement.Effect === 'Deny' && named !== 'nobody'))
    return denied('a resource-based');

  const missing = (kind: string): Verdict => ({
    allowed: false,
    reason: `because no ${kind}-based policy allows the ${request.action} action`,
  });
  const allows = (as: Named) => theirs.find(({ statement, named }) => statement.Effect === 'Allow' && named === as);
  const direct = allows('self')?.statement;
  if (direct !== undefined) return { allowed: true, by: direct.from };
  if ('service' in who || (resourceDecides && allows('account') === undefined)) return missing('resource');
  const [granting] = own;
  return granting === undefined ? missing('identity') : { allowed: true, by: granting.from };
}

/** True when action, resource and conditions of a statement cover the request. */
function matches(statement: Statement, { action, resource, context }: Request): boolean {
  const { Action, NotAction, Resource, NotResource } = statement;
  const isAction = (patterns: readonly string[]) =>
    patterns.some((pattern) => like(pattern.toLowerCase(), action.toLowerCase()));
  const fits = (patterns: readonly string[], test: (pattern: string) => boolean) =>
    patterns.some((pattern) => {
      const expanded = expand(pattern, context);
      return expanded !== undefined && test(expanded);
    });
  const isResource = (patterns: readonly string[]) => fits(patterns, (pattern) => like(pattern, resource));
  if (Action !== undefined && !isAction(Action)) return false;
  if (NotAction !== undefined && isAction(NotAction)) return false;
  if (Resource !== undefined && !isResource(Resource)) return false;
  if (NotResource !== undefined && isResource(NotResource)) return false;
  return Object.entries(statement.Condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => {
      const expanded = wanted.map((value) => expand(value, context));
      return (
        !expanded.includes(undefined) &&
        holds(
          operator,
          expanded.filter((value) => value !== undefined),
          valuesOf(context, key),
        )
      );
    }),
  );
}

type Named = 'self' | 'account' | 'nobody';

/** How a resource's statement names whoever asks. Naming the account only lets the account's own policies count. */
function namedBy({ Principal, NotPrincipal }: Statement, who: Principal): Named {
  if (NotPrincipal !== undefined) return named(NotPrincipal, who) === 'nobody' ? 'self' : 'nobody';
  return Principal === undefined ? 'nobody' : named(Principal, who);
}

function named({ AWS = [], Service = [] }: z.output<typeof PrincipalShape>, who: Principal): Named {
  if (AWS.includes('*')) return 'self';
  if ('service' in who) return Service.includes(who.service) ? 'self' : 'nobody';
  if (AWS.includes(who.role)) return 'self';
  const account = who.role.split(':')[4] ?? '';
  return AWS.includes(account) || AWS.includes(`arn:aws:iam::${account}:root`) ? 'account' : 'nobody';
}

/** Every condition key and policy variable that statements ask for; operators are checked on the way. */
export function keysIn(statements: readonly Statement[]): string[] {
  return statements.flatMap(({ Condition, Resource = [], NotResource = [] }) => {
    for (const operator of Object.keys(Condition)) checkOperator(operator);
    const keys = Object.values(Condition).flatMap((asked) => Object.keys(asked));
    const values = Object.values(Condition).flatMap((asked) => Object.values(asked).flat());
    const variables = [...values, ...Resource, ...NotResource].flatMap((text) =>
      [...text.matchAll(variablePattern)].map(([, name = '']) => name),
    );
    return [...keys, ...variables.filter((name) => !['*', '?', '$'].includes(name))];
  });
}

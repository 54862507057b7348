import * as z from 'zod/mini';
import { TemplateError } from './intrinsics.ts';

const texts = z.pipe(
  z.union([z.string(), z.array(z.string())]),
  z.transform((value) => (typeof value === 'string' ? [value] : value)),
);
const conditionValue = z.pipe(
  z.union([z.string(), z.boolean(), z.number(), z.array(z.string())]),
  z.transform((value) => (Array.isArray(value) ? value : [String(value)])),
);

export const Statement = z.object({
  Effect: z.enum(['Allow', 'Deny']),
  Action: z.optional(texts),
  NotAction: z.optional(texts),
  Resource: z.optional(texts),
  NotResource: z.optional(texts),
  Condition: z._default(z.record(z.string(), z.record(z.string(), conditionValue)), {}),
});
export type Statement = z.output<typeof Statement>;
export const PolicyDocument = z.object({
  Statement: z.pipe(
    z.union([z.array(Statement), Statement]),
    z.transform((value) => (Array.isArray(value) ? value : [value])),
  ),
});

/** What somebody wants to do, in IAM's words. */
export type Request = { action: string; resource: string; context: Readonly<Record<string, string | string[]>> };

/** Denied unless a statement allows it; a `Deny` that matches wins over every `Allow`. */
export function isAllowed(statements: readonly Statement[], request: Request): boolean {
  const matching = statements.filter((statement) => matches(statement, request));
  return matching.some(({ Effect }) => Effect === 'Allow') && matching.every(({ Effect }) => Effect === 'Allow');
}

function matches(statement: Statement, { action, resource, context }: Request): boolean {
  const { Action, NotAction, Resource, NotResource } = statement;
  const anyOf = (patterns: readonly string[], value: string) => patterns.some((pattern) => like(pattern, value));
  const lower = (patterns: readonly string[]) => patterns.map((pattern) => pattern.toLowerCase());
  if (Action !== undefined && !anyOf(lower(Action), action.toLowerCase())) return false;
  if (NotAction !== undefined && anyOf(lower(NotAction), action.toLowerCase())) return false;
  if (Resource !== undefined && !anyOf(Resource, resource)) return false;
  if (NotResource !== undefined && anyOf(NotResource, resource)) return false;
  return Object.entries(statement.Condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => holds(operator, wanted, lookUp(context, key))),
  );
}

/** Condition keys are case-insensitive; everything local counts as sent over TLS. */
function lookUp(context: Request['context'], key: string): string[] {
  if (key.toLowerCase() === 'aws:securetransport') return ['true'];
  const found = Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
  return found === undefined ? [] : typeof found === 'string' ? [found] : found;
}

const compiled = new Map<string, RegExp>();

/** Matches `*` and `?` as IAM does. Patterns come from the template, so there are few and they are kept. */
export function like(pattern: string, value: string): boolean {
  let expression = compiled.get(pattern);
  if (expression === undefined) {
    const escaped = pattern.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&');
    expression = new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's');
    compiled.set(pattern, expression);
  }
  return expression.test(value);
}

type Test = (wanted: string, actual: string) => boolean;
const tests: Readonly<Record<string, Test>> = {
  StringEquals: (wanted, actual) => wanted === actual,
  StringEqualsIgnoreCase: (wanted, actual) => wanted.toLowerCase() === actual.toLowerCase(),
  StringLike: like,
  ArnEquals: like,
  ArnLike: like,
  Bool: (wanted, actual) => wanted === actual,
};
const negated: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
};

/** One condition operator over the request's values of one key; an absent key has no values. */
function holds(operator: string, wanted: readonly string[], actual: readonly string[]): boolean {
  const { set, name, ifExists } = partsOf(operator);
  if (name === 'Null') return wanted.includes(String(actual.length === 0));
  if (actual.length === 0 && ifExists) return true;
  const positive = negated[name];
  const test = tests[positive ?? name];
  if (test === undefined) throw new TemplateError(`IAM condition operator ${operator} is unknown to the local cloud`);
  const passes = (value: string) => wanted.some((one) => test(one, value)) !== (positive !== undefined);
  if (set === 'ForAllValues') return actual.every(passes);
  if (actual.length === 0) return positive !== undefined && set === undefined;
  return set === 'ForAnyValue' ? actual.some(passes) : actual.every(passes);
}

function partsOf(operator: string) {
  const colon = operator.indexOf(':');
  const set = colon < 0 ? undefined : operator.slice(0, colon);
  const rest = operator.slice(colon + 1);
  const ifExists = rest.endsWith('IfExists');
  return { set, ifExists, name: ifExists ? rest.slice(0, -'IfExists'.length) : rest };
}

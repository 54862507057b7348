import type * as z from 'zod/mini';
import { type Issue, Problem } from '#shared/contract/problem.ts';

type ZodIssue = z.core.$ZodIssue;

/** Parses a value with a schema or throws `request.invalid` with every field that is not acceptable. */
export function parse<S extends z.ZodMiniType>(schema: S, value: unknown, root: string): z.output<S> {
  // Without the input a missing field cannot be told from one of a wrong type.
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  throw new Problem('request.invalid', { issues: result.error.issues.flatMap((issue) => issuesOf(issue, root)) });
}

function issuesOf(issue: ZodIssue, root: string): Issue[] {
  const path = [root, ...issue.path.map(String)].join('.');
  switch (issue.code) {
    case 'too_big':
      return [{ path, issue: issue.origin === 'string' ? 'too_long' : 'too_big', limit: Number(issue.maximum) }];
    case 'too_small':
      return [{ path, issue: issue.origin === 'string' ? 'too_short' : 'too_small', limit: Number(issue.minimum) }];
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path: `${path}.${key}`, issue: 'unknown_field' }));
    case 'invalid_type':
      return [{ path, issue: issue.input === undefined ? 'missing' : 'wrong_type', limit: issue.expected }];
    case 'custom':
      return [{ path, issue: issue.message === 'Invalid input' ? 'invalid' : issue.message }];
    default:
      return [{ path, issue: issue.code }];
  }
}

import * as z from 'zod/mini';
import { TemplateError } from '../intrinsics.ts';

export type Filter = (record: unknown) => boolean;

/**
 * Compiles the filter patterns of an event source mapping; a record passes when any of them matches. An operator that
 * is not known here is named, not ignored.
 */
export function compileFilters(patterns: readonly string[]): Filter {
  if (patterns.length === 0) return () => true;
  const compiled = patterns.map((pattern) => compile(JSON.parse(pattern), pattern));
  return (record) => compiled.some((matches) => matches(record));
}

const Tree = z.record(z.string(), z.unknown());

function compile(pattern: unknown, source: string): Filter {
  if (Array.isArray(pattern)) {
    const rules = pattern.map((rule) => compileRule(rule, source));
    return (value) => rules.some((matches) => (Array.isArray(value) ? value.some(matches) : matches(value)));
  }
  const parts = Object.entries(Tree.parse(pattern)).map(([key, part]) => [key, compile(part, source)] as const);
  return (value) => parts.every(([key, matches]) => matches(memberOf(value, key)));
}

const memberOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;

function compileRule(rule: unknown, source: string): Filter {
  if (typeof rule !== 'object' || rule === null) return (value) => value === rule;
  const [operator = '', argument] = Object.entries(rule)[0] ?? [];
  if (operator === 'exists') return (value) => (value !== undefined) === argument;
  if (operator === 'prefix') return (value) => typeof value === 'string' && value.startsWith(String(argument));
  if (operator === 'suffix') return (value) => typeof value === 'string' && value.endsWith(String(argument));
  if (operator === 'anything-but') return (value) => value !== undefined && ![argument].flat().includes(value);
  throw new TemplateError(`Filter operator ${operator} in ${source} is unknown to the local cloud`);
}

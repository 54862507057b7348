import type * as z from 'zod/mini';

/** A JSON value as a template holds it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Where references lead: one stack's view of the whole application. */
export type Scope = {
  ref(logicalId: string): string | undefined;
  attribute(logicalId: string, name: string): string;
  imported(exportName: string): Json;
  condition(name: string): boolean;
  pseudo: Readonly<Record<string, string>>;
};

/** Something in the template that the local cloud does not understand. It names it rather than guess. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}

/** Names what a schema did not accept. The small zod has no sentences of its own. */
export function explain(issues: readonly z.core.$ZodIssue[]): string {
  const lines = issues.map((issue): string => {
    const at = issue.path.join('.');
    if (issue.code === 'unrecognized_keys') return `${at} has ${issue.keys.join(', ')}`;
    if (issue.code === 'invalid_union')
      return `${at} is ${issue.errors.map(explain).join(' or ') || 'of no known kind'}`;
    return `${at} is not as expected (${'expected' in issue ? issue.expected : issue.code})`;
  });
  return lines.join('; ').trim();
}

export const isObject = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const asList = (value: Json | undefined, what: string): readonly Json[] => {
  if (!Array.isArray(value)) throw new TemplateError(`${what} needs a list`);
  return value;
};

const asText = (value: Json | undefined, what: string): string => {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new TemplateError(`${what} needs a text, not ${JSON.stringify(value)}`);
};

/** Resolves every intrinsic in `value`. `AWS::NoValue` yields undefined, which drops its property or list entry. */
export function resolve(value: Json, scope: Scope): Json | undefined {
  if (Array.isArray(value)) return value.map((entry) => resolve(entry, scope)).filter((entry) => entry !== undefined);
  if (!isObject(value)) return value;
  const keys = Object.keys(value);
  const [key] = keys;
  if (keys.length === 1 && key !== undefined && (key === 'Ref' || key === 'Condition' || key.startsWith('Fn::'))) {
    const call = functions[key];
    if (call === undefined) throw new TemplateError(`The template uses ${key}, which the local cloud does not know`);
    return call(value[key] ?? null, scope);
  }
  const entries = Object.entries(value).map(([name, entry]) => [name, resolve(entry, scope)] as const);
  return Object.fromEntries(entries.filter((entry): entry is [string, Json] => entry[1] !== undefined));
}

/** Decides a condition expression of a template's `Conditions`. */
export const decide = (value: Json, scope: Scope): boolean => {
  const decided = resolve(value, scope);
  if (typeof decided !== 'boolean') throw new TemplateError(`Not a condition: ${JSON.stringify(value)}`);
  return decided;
};

const resolveText = (value: Json | undefined, scope: Scope, what: string) =>
  asText(value === undefined ? undefined : resolve(value, scope), what);

function ref(name: string, scope: Scope): string | undefined {
  if (name === 'AWS::NoValue') return undefined;
  const found = scope.pseudo[name] ?? scope.ref(name);
  if (found === undefined) throw new TemplateError(`Ref ${name} leads nowhere`);
  return found;
}

function attribute(path: string, scope: Scope): string {
  const dot = path.indexOf('.');
  if (dot < 0) throw new TemplateError(`Fn::GetAtt ${path} names no attribute`);
  return scope.attribute(path.slice(0, dot), path.slice(dot + 1));
}

function substitute(value: Json, scope: Scope): string {
  const [template, own] = Array.isArray(value) ? value : [value, {}];
  const variables = isObject(own) ? own : {};
  return asText(template, 'Fn::Sub').replaceAll(/\$\{([^}]+)\}/g, (_, name: string) => {
    if (name.startsWith('!')) return `\${${name.slice(1)}}`;
    const variable = variables[name];
    if (variable !== undefined) return resolveText(variable, scope, `Fn::Sub ${name}`);
    return name.includes('.') && !name.startsWith('AWS::') ? attribute(name, scope) : (ref(name, scope) ?? '');
  });
}

const functions: Readonly<Record<string, (argument: Json, scope: Scope) => Json | undefined>> = {
  Ref: (name, scope) => ref(asText(name, 'Ref'), scope),
  Condition: (name, scope) => scope.condition(asText(name, 'Condition')),
  'Fn::GetAtt': (path, scope) =>
    Array.isArray(path)
      ? attribute(path.map((part) => resolveText(part, scope, 'Fn::GetAtt')).join('.'), scope)
      : attribute(asText(path, 'Fn::GetAtt'), scope),
  'Fn::Join': (argument, scope) => {
    const [separator, parts] = asList(argument, 'Fn::Join');
    const resolved = asList(resolve(parts ?? null, scope), 'Fn::Join');
    return resolved.map((part) => asText(part, 'Fn::Join')).join(asText(separator, 'Fn::Join'));
  },
  'Fn::Sub': substitute,
  'Fn::Select': (argument, scope) => {
    const [index, list] = asList(argument, 'Fn::Select');
    const chosen = asList(resolve(list ?? null, scope), 'Fn::Select')[Number(resolveText(index, scope, 'Fn::Select'))];
    if (chosen === undefined) throw new TemplateError(`Fn::Select finds nothing in ${JSON.stringify(list)}`);
    return chosen;
  },
  'Fn::Split': (argument, scope) => {
    const [separator, text] = asList(argument, 'Fn::Split');
    return resolveText(text, scope, 'Fn::Split').split(asText(separator, 'Fn::Split'));
  },
  'Fn::If': (argument, scope) => {
    const [name, yes, no] = asList(argument, 'Fn::If');
    return resolve((scope.condition(asText(name, 'Fn::If')) ? yes : no) ?? null, scope);
  },
  'Fn::ImportValue': (name, scope) => scope.imported(resolveText(name, scope, 'Fn::ImportValue')),
  'Fn::Equals': (argument, scope) => {
    const [left, right] = asList(resolve(argument, scope), 'Fn::Equals');
    return left === right;
  },
  'Fn::And': (argument, scope) => asList(argument, 'Fn::And').every((entry) => decide(entry, scope)),
  'Fn::Or': (argument, scope) => asList(argument, 'Fn::Or').some((entry) => decide(entry, scope)),
  'Fn::Not': (argument, scope) => asList(argument, 'Fn::Not').every((entry) => !decide(entry, scope)),
};

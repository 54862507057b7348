import * as z from 'zod/mini';
import { TemplateError } from '../intrinsics.ts';

export type Filter = (record: unknown) => boolean;

/**
 * Compiles the filter patterns of an event source mapping; a record passes when any of them matches. What Lambda would
 * refuse, and an operator that is not known here, is named, not ignored.
 */
export function compileFilters(patterns: readonly string[]): Filter {
  if (patterns.length === 0) return () => true;
  const compiled = patterns.map((pattern) => compile(JSON.parse(pattern), pattern));
  return (record) => compiled.some((matches) => matches(record));
}

const Tree = z.record(z.string(), z.unknown());
const Values = z.array(z.union([z.string(), z.number()]));

function compile(pattern: unknown, source: string, name = ''): Filter {
  if (Array.isArray(pattern)) {
    const rules = pattern.map((rule) => compileRule(rule, source, name));
    return (value) => rules.some((matches) => (Array.isArray(value) ? value.some(matches) : matches(value)));
  }
  const tree = z.safeParse(Tree, pattern);
  if (!tree.success) throw new TemplateError(`${name} in the filter ${source} must be a list or an object`);
  const parts = Object.entries(tree.data).map(([key, part]): Filter => {
    if (key === '$or' && Array.isArray(part)) {
      const choices = part.map((choice) => compile(choice, source, key));
      return (value) => choices.some((matches) => matches(value));
    }
    const matches = compile(part, source, key);
    return (value) => matches(memberOf(value, key));
  });
  return (value) => parts.every((matches) => matches(value));
}

const memberOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;

function compileRule(rule: unknown, source: string, name: string): Filter {
  if (typeof rule !== 'object' || rule === null) return (value) => value === rule;
  const [[operator = '', argument] = [], ...others] = Object.entries(rule);
  const argumentAs = <T extends z.ZodMiniType>(schema: T, value = argument): z.output<T> => {
    const parsed = z.safeParse(schema, value);
    if (parsed.success) return parsed.data;
    throw new TemplateError(`${operator} in the filter ${source} does not take ${JSON.stringify(argument)}`);
  };
  const onText = (test: (value: string, wanted: string) => boolean): Filter => {
    const wanted = argumentAs(z.string());
    return (value) => typeof value === 'string' && test(value, wanted);
  };
  switch (others.length === 0 ? operator : 'of more than one key') {
    case 'exists':
      return (value) => (value !== undefined && !isObject(value)) === argument;
    case 'prefix':
      return onText((value, wanted) => value.startsWith(wanted));
    case 'suffix':
      return onText((value, wanted) => value.endsWith(wanted));
    case 'equals-ignore-case':
      return onText((value, wanted) => value.toLowerCase() === wanted.toLowerCase());
    case 'anything-but': {
      const unwanted = argumentAs(Values, [argument].flat());
      return (value) => value !== undefined && !unwanted.some((one) => one === value);
    }
    case 'numeric':
      if (name === 'N') throw new TemplateError(`numeric in ${source} cannot match: a stream tells numbers as text`);
      return numeric(argumentAs(Values), source);
  }
  throw new TemplateError(`Filter operator ${operator} in ${source} is unknown to the local cloud`);
}

const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);

const signs: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

/** `['>', 0, '<=', 5]` */
function numeric(bounds: z.output<typeof Values>, source: string): Filter {
  const tests = Array.from({ length: Math.ceil(bounds.length / 2) }, (_, place): Filter => {
    const [sign = '', bound] = bounds.slice(place * 2);
    const compare = signs[sign];
    if (compare === undefined || typeof bound !== 'number')
      throw new TemplateError(`numeric in the filter ${source} does not take ${JSON.stringify(bounds)}`);
    return (value) => typeof value === 'number' && compare(value, bound);
  });
  return (value) => tests.every((test) => test(value));
}

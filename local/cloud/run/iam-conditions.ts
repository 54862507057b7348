import { BlockList, isIPv4 } from 'node:net';
import { TemplateError } from './intrinsics.ts';

/** Condition keys of one request with their values; IAM compares the names without regard to case. */
export type Context = Readonly<Record<string, string | readonly string[]>>;

/** Values of a condition key; an absent key has none. */
export function valuesOf(context: Context, key: string): readonly string[] {
  const wanted = key.toLowerCase();
  return Object.entries(context).flatMap(([name, value]) => (name.toLowerCase() === wanted ? value : []));
}

// A policy variable's value, and `${*}`, are meant letter by letter; these stand for their * and ? until the match.
const star = '\u{F0000}';
const mark = '\u{F0001}';
const compiled = new Map<string, RegExp>();

/** Matches `*` and `?` as IAM does. Patterns come from the template, so there are few and they are kept. */
export function like(pattern: string, value: string): boolean {
  let expression = compiled.get(pattern);
  if (expression === undefined) {
    const escaped = pattern
      .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    expression = new RegExp(`^${escaped.replaceAll(star, '\\*').replaceAll(mark, '\\?')}$`, 's');
    compiled.set(pattern, expression);
  }
  return expression.test(value);
}

/** `${aws:PrincipalTag/team, 'none'}`: the key, and what stands in when the request does not have it. */
export const variablePattern = /\$\{([^},]+)(?:,\s*'([^']*)')?\}/g;

/** Puts the request's values in place of policy variables. Undefined when one is missing: then nothing matches. */
export function expand(pattern: string, context: Context): string | undefined {
  let isMissing = false;
  const expanded = pattern.replaceAll(variablePattern, (_, key: string, fallback?: string) => {
    const value = ['*', '?', '$'].includes(key) ? key : (valuesOf(context, key)[0] ?? fallback);
    isMissing ||= value === undefined;
    return (value ?? '').replaceAll('*', star).replaceAll('?', mark);
  });
  return isMissing ? undefined : expanded;
}

type Test = (wanted: string, actual: string) => boolean;
/** The first five parts of an ARN are compared each by itself: a `*` does not reach over a colon. */
const arnLike: Test = (wanted, actual) => {
  const [patterns, values] = [wanted.split(':'), actual.split(':')];
  const whole = (parts: string[]) => [...parts.slice(0, 5), parts.slice(5).join(':')];
  return patterns.length > 5 && values.length > 5
    ? whole(patterns).every((pattern, index) => like(pattern, whole(values)[index] ?? ''))
    : like(wanted, actual);
};
const ordered = (kind: string, read: (text: string) => number): Record<string, Test> => ({
  [`${kind}Equals`]: (wanted, actual) => read(actual) === read(wanted),
  [`${kind}LessThan`]: (wanted, actual) => read(actual) < read(wanted),
  [`${kind}LessThanEquals`]: (wanted, actual) => read(actual) <= read(wanted),
  [`${kind}GreaterThan`]: (wanted, actual) => read(actual) > read(wanted),
  [`${kind}GreaterThanEquals`]: (wanted, actual) => read(actual) >= read(wanted),
});
const inRange: Test = (wanted, actual) => {
  const [network = '', bits] = wanted.split('/');
  const family = isIPv4(network) ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(network, Number(bits ?? (family === 'ipv4' ? 32 : 128)), family);
  return list.check(actual, isIPv4(actual) ? 'ipv4' : 'ipv6');
};

const tests: Readonly<Record<string, Test>> = {
  StringEquals: (wanted, actual) => plain(wanted) === actual,
  StringEqualsIgnoreCase: (wanted, actual) => plain(wanted).toLowerCase() === actual.toLowerCase(),
  StringLike: like,
  ArnEquals: arnLike,
  ArnLike: arnLike,
  Bool: (wanted, actual) => wanted.toLowerCase() === actual.toLowerCase(),
  ...ordered('Numeric', Number),
  // Dates come as ISO 8601 or as epoch seconds.
  ...ordered('Date', (text) => (/^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text))),
  IpAddress: inRange,
};
const plain = (text: string) => text.replaceAll(star, '*').replaceAll(mark, '?');
/** Operators that say the opposite of another one. */
const negated: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
  NumericNotEquals: 'NumericEquals',
  DateNotEquals: 'DateEquals',
  NotIpAddress: 'IpAddress',
};

/** Refuses an operator that could not be judged when its turn comes. */
export function checkOperator(operator: string): void {
  const { set, name } = partsOf(operator);
  const isKnown = name === 'Null' || (negated[name] ?? name) in tests;
  if (!isKnown || ![undefined, 'ForAllValues', 'ForAnyValue'].includes(set))
    throw new TemplateError(`IAM condition operator ${operator} is unknown to the local cloud`);
}

/**
 * One condition operator over the request's values of one key. As in AWS, `ForAllValues` holds when the key is absent,
 * `ForAnyValue` does not, and only operators with `Not` hold for an absent key otherwise.
 */
export function holds(operator: string, wanted: readonly string[], actual: readonly string[]): boolean {
  const { set, name, ifExists } = partsOf(operator);
  if (name === 'Null') return wanted.includes(String(actual.length === 0));
  if (actual.length === 0 && ifExists) return true;
  const opposite = negated[name];
  const test = tests[opposite ?? name];
  if (test === undefined) throw new TemplateError(`IAM condition operator ${operator} is unknown to the local cloud`);
  const passes = (value: string) => wanted.some((one) => test(one, value)) === (opposite === undefined);
  if (set === 'ForAllValues') return actual.every(passes);
  if (actual.length === 0) return opposite !== undefined && set === undefined;
  return set === 'ForAnyValue' ? actual.some(passes) : actual.every(passes);
}

function partsOf(operator: string) {
  const colon = operator.indexOf(':');
  const set = colon < 0 ? undefined : operator.slice(0, colon);
  const rest = operator.slice(colon + 1);
  const ifExists = rest.endsWith('IfExists');
  return { set, ifExists, name: ifExists ? rest.slice(0, -'IfExists'.length) : rest };
}

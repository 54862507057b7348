import { type Expression, type Item, type Path, rules, type Value } from './engine.ts';

/**
 * Whether an item fulfils a condition or filter. The engine parses expressions well but compares lists, maps and texts
 * outside the basic plane by the wrong rule.
 */
export function holds({ type, name, args }: Expression, item: Item): boolean {
  const part = (arg: Expression['args'][number] | undefined) => holds(arg as Expression, item);
  if (type === 'and') return args.every(part);
  if (type === 'or') return args.some(part);
  if (type === 'not') return !part(args[0]);
  const [operand, ...others] = args.map((arg) => operandOf(arg, item));
  const [other, upper] = others;
  switch (type) {
    case '=':
      return isSame(operand, other);
    case '<>':
      return !isSame(operand, other);
    case 'in':
      return others.some((one) => isSame(operand, one));
    case '<':
      return inOrder(operand, other) && !inOrder(other, operand);
    case '<=':
      return inOrder(operand, other);
    case '>':
      return inOrder(other, operand) && !inOrder(operand, other);
    case '>=':
      return inOrder(other, operand);
    case 'between':
      return inOrder(other, operand) && inOrder(operand, upper);
  }
  if (name === 'contains' && Array.isArray(operand?.L)) return operand.L.some((one) => isSame(one, other));
  return rules.compare(name ?? type, operand, others);
}

function operandOf(arg: Path | Expression | Value, item: Item): Value | undefined {
  if (Array.isArray(arg)) return rules.mapPath(arg, item) ?? undefined;
  if (arg.type === 'function' && Array.isArray(arg.args)) return sizeOf(operandOf(arg.args[0], item));
  return arg as Value;
}

/** What `size(path)` stands for; numbers and booleans have none. */
function sizeOf(value: Value | undefined): Value | undefined {
  const [[type, content] = []] = Object.entries(value ?? {});
  if (type === 'B') return { N: `${Buffer.byteLength(String(content), 'base64')}` };
  if (type === 'S' || Array.isArray(content)) return { N: `${(content as string | unknown[]).length}` };
  return type === 'M' ? { N: `${Object.keys(content as object).length}` } : undefined;
}

/** `a <= b` for two numbers, texts or binaries: by value, or byte by byte. */
function inOrder(a: Value | undefined, b: Value | undefined): boolean {
  const [type = ''] = Object.keys(a ?? {});
  return (
    a !== undefined && b?.[type] !== undefined && 'SNB'.includes(type) && rules.toRangeStr(a) <= rules.toRangeStr(b)
  );
}

/** Whether two values are equal: the order of a set or of a map's entries means nothing. */
export const isSame = (a: unknown, b: unknown): boolean =>
  a !== undefined && b !== undefined && JSON.stringify(a, canonical) === JSON.stringify(b, canonical);

function canonical(key: string, value: unknown): unknown {
  if (Array.isArray(value)) return key === 'L' ? value : value.toSorted();
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value;
}

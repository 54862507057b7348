import { isObject, type Json } from './intrinsics.ts';

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** Everything in `value` that holds nothing further, by its path and what it is: `Rules[0].Status="Enabled"`. */
export function leavesOf(value: Json, path = ''): string[] {
  const children: [string, Json][] = Array.isArray(value)
    ? value.map((entry, index) => [`${path}[${index}]`, entry])
    : isObject(value)
      ? Object.entries(value).map(([key, entry]) => [path === '' ? key : `${path}.${key}`, entry])
      : [];
  if (children.length === 0) return path === '' ? [] : [`${path}=${JSON.stringify(value)}`];
  return children.flatMap(([at, entry]) => leavesOf(entry, at));
}

/**
 * The leaves of `given` that a schema's output `kept` does not hold. What the schema has turned into another
 * kind of value counts as kept.
 */
export function leavesLeftOut(given: Json, kept: unknown, path = ''): string[] {
  if (Array.isArray(given) && Array.isArray(kept))
    return given.flatMap((entry, index) => leavesLeftOut(entry, kept[index], `${path}[${index}]`));
  if (!isObject(given) || !isPlain(kept)) return [];
  return Object.entries(given).flatMap(([key, entry]) => {
    const at = path === '' ? key : `${path}.${key}`;
    return key in kept ? leavesLeftOut(entry, kept[key], at) : leavesOf(entry, at);
  });
}

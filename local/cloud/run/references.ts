import { isObject, type Json, TemplateError } from './intrinsics.ts';

/** Names that a value refers to by `Ref`, `Fn::GetAtt`, `Fn::Sub` or a condition, whatever they turn out to be. */
function namesIn(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, entry]) => {
    const first = Array.isArray(entry) ? entry[0] : entry;
    if (typeof first !== 'string') return namesIn(entry);
    if (key === 'Ref' || key === 'Condition') return [first];
    if (key === 'Fn::GetAtt') return [first.split('.')[0] ?? ''];
    const own = key === 'Fn::If' ? [first] : [];
    const inText = [...first.matchAll(/\$\{([^}!.]+)[^}]*\}/g)].map(([, name = '']) => name);
    return [...own, ...(key === 'Fn::Sub' ? inText : []), ...namesIn(entry)];
  });
}

/** Refuses resources or conditions that wait for each other, as CloudFormation does. `parts` is a stack by name. */
export function refuseCycles(stack: string, parts: Readonly<Record<string, Json>>): void {
  const done = new Set<string>();
  const visit = (name: string, way: readonly string[]): void => {
    const part = parts[name];
    if (part === undefined || done.has(name)) return;
    if (way.includes(name))
      throw new TemplateError(`${stack}: circular reference ${[...way.slice(way.indexOf(name)), name].join(' → ')}`);
    for (const next of namesIn(part)) visit(next, [...way, name]);
    done.add(name);
  };
  for (const name of Object.keys(parts)) visit(name, []);
}

import { defaultText } from '#shared/templates/check.ts';
import { namesIn } from '#shared/templates/parse.ts';
import { isKnown, knownVariables, type Variable } from '#shared/templates/variable.ts';

/** Describes what stands in the texts: known names by themselves, others as text until somebody says what they are. */
export function describedVariables(ar: string, en: string, before: readonly Variable[]): Variable[] {
  const described = new Map<string, Variable>();
  const waiting = namesIn(`${ar} ${en}`);
  for (const name of waiting) {
    if (described.has(name)) continue;
    const kind = isKnown(name) ? knownVariables[name] : 'text';
    const variable = before.find((known) => known.name === name) ?? { name, kind };
    described.set(name, variable);
    waiting.push(...namesIn(defaultText(variable)));
  }
  return [...described.values()];
}

import type { Starter } from '../contract.ts';
import { namesIn } from '../parse.ts';
import { isKnown, knownVariables, type Variable } from '../variable.ts';

/** Describes the variables of a starter by its texts; those that not every business knows are given. */
export function described({ own = [], ...starter }: Omit<Starter, 'variables'> & { own?: Variable[] }): Starter {
  const known = namesIn(`${starter.ar} ${starter.en}`).flatMap((name) =>
    isKnown(name) ? [{ name, kind: knownVariables[name] }] : [],
  );
  return { ...starter, variables: [...known, ...own] };
}

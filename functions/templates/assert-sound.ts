import { Problem } from '#shared/contract/problem.ts';
import { faultOf, type Worded } from '#shared/templates/check.ts';

/** Refuses a template that could not be filled, and says where it fails. */
export function assertSound(template: Worded): void {
  const found = faultOf(template);
  if (!found) return;
  const { fault, path, name, at } = found;
  const limit = name ?? at;
  throw new Problem(`template.${fault}`, {
    issues: [{ path: `body.${path}`, issue: fault, ...(limit === undefined ? {} : { limit }) }],
  });
}

import { Problem, type ProblemCode } from '#shared/contract/problem.ts';
import { type TemplateFault, templateFaultOf, type Worded } from '#shared/templates/check.ts';

const refusals: Record<TemplateFault['fault'], ProblemCode> = {
  empty: 'template.empty',
  too_long: 'template.too_long',
  stray_brace: 'template.stray_brace',
  unknown_variable: 'template.unknown_variable',
  named_twice: 'template.named_twice',
  circular_default: 'template.circular_default',
  default_unfit: 'template.default_unfit',
};

/** Refuses a template that could not be filled, and says where it fails. */
export function assertSound(template: Worded): void {
  const found = templateFaultOf(template);
  if (!found) return;
  const { fault, path, name, at } = found;
  const limit = name ?? at;
  throw new Problem(refusals[fault], {
    issues: [{ path: `body.${path}`, issue: fault, ...(limit === undefined ? {} : { limit }) }],
  });
}

import { toWallTime } from '#shared/calendar/wall-time.ts';
import type { Variable } from '#shared/templates/variable.ts';
import { now } from '../../lib/clock.ts';
import type { Translate } from '../../lib/i18n.ts';
import { variableLabel } from './variable-label.ts';

/** Something to see for every variable that has no default, while a template is being written. */
export const sampleValues = (t: Translate, variables: readonly Variable[]): Record<string, string> =>
  Object.fromEntries(
    variables.flatMap((variable) => (variable.default ? [] : [[variable.name, sampleOf(t, variable)]])),
  );

function sampleOf(t: Translate, { name, kind, choices = [] }: Variable): string {
  if (kind === 'choice') return choices[0] ?? '';
  if (kind === 'text') return `‹${variableLabel(t, name)}›`;
  return { money: '2.500', date: toWallTime(now()).slice(0, 10), phone: '50001111', link: 'https://example.com' }[kind];
}

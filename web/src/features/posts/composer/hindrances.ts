import type { Breach } from '#shared/platforms/check.ts';
import { ApiProblem } from '../../../lib/api-problem.ts';
import { isPlanned } from '../post-rules.ts';
import { isPast } from '../when/quick-times.ts';
import type { ComposerState } from './composer-state.ts';
import type { Act } from './draft.ts';

/** The parts of the composer, in the order in which they stand. */
export const fields = ['accounts', 'text', 'variants', 'image', 'comment', 'when'] as const;
export type Field = (typeof fields)[number];

/** Which part a broken rule is about, so that it is said there. */
export const fieldOf = (rule: Breach['rule']): Field => {
  if (rule.startsWith('option_')) return 'variants';
  if (rule.startsWith('comment_')) return 'comment';
  if (rule.startsWith('media_') || rule.startsWith('image_')) return 'image';
  return 'text';
};

type At = {
  state: Pick<ComposerState, 'accountIds' | 'date' | 'time' | 'post'>;
  breaches: readonly Pick<Breach, 'rule'>[];
  uploading: boolean;
  /** Milliseconds since the epoch. */
  now: number;
};

/** The parts that must be mended before an act makes sense, first to last. A draft may be saved as it is, a plan not. */
export function hindrancesOf(act: Act, { state, breaches, uploading, now }: At): Field[] {
  if (act === 'cancel') return [];
  const { accountIds, date, time, post } = state;
  const goesOut = act !== 'save' || isPlanned(post?.state);
  const wrong = new Set<Field>(uploading ? ['image'] : []);
  if (goesOut) for (const { rule } of breaches) wrong.add(fieldOf(rule));
  if (goesOut && accountIds.length === 0) wrong.add('accounts');
  if (act === 'schedule' && (!date || !time || isPast(date, time, now))) wrong.add('when');
  return fields.filter((field) => wrong.has(field));
}

/** Whether the server refused the time, so that it is said beside the time. */
export const isAboutTime = (error: unknown): boolean =>
  error instanceof ApiProblem && ['post.time_past', 'post.time_far'].includes(error.code);

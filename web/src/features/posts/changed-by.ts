import { ApiProblem } from '../../lib/api-problem.ts';

/**
 * Whose change we met. `you`: every change up to `revision` was the person's own, in another window or with a lost
 * answer. `unknown`: the server found nobody, so nobody is named.
 */
export type ChangedBy = { kind: 'colleague'; name: string } | { kind: 'you'; revision: number } | { kind: 'unknown' };

/** Who was faster, when a call was refused because the post has changed; undefined for everything else. */
export function changedBy(error: unknown): ChangedBy | undefined {
  if (!(error instanceof ApiProblem && error.code === 'post.changed')) return undefined;
  const [issue] = error.details;
  if (issue?.issue === 'changed_by_colleague' && issue.by) return { kind: 'colleague', name: issue.by };
  if (issue?.issue === 'changed_by_you') return { kind: 'you', revision: Number(issue.limit) };
  return { kind: 'unknown' };
}

/** The same, of the post as it was read after the refusal: somebody else may have changed it in between. */
export const changedUpTo = (by: ChangedBy, revision: number): ChangedBy =>
  by.kind === 'you' && by.revision !== revision ? { kind: 'unknown' } : by;

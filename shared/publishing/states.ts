/**
 * Where one target (one post on one account) stands. The order is the life of a target; see docs/publishing.
 * `due` is not stored: a scheduled target whose minute has come is due.
 */
export const targetStates = [
  'draft',
  'scheduled',
  'paused',
  'claimed',
  'staged',
  'armed',
  'unknown',
  'accepted',
  'published',
  'partial',
  'failed',
  'missed',
  'cancelled',
  'needs_review',
] as const;
export type TargetState = (typeof targetStates)[number];

/** States in which a worker may be busy with the target: nobody may edit it. */
export const busyStates = [
  'claimed',
  'staged',
  'armed',
  'unknown',
  'accepted',
] as const satisfies readonly TargetState[];
/** States that only a person leaves. */
export const restingStates = [
  'draft',
  'paused',
  'published',
  'partial',
  'failed',
  'missed',
  'cancelled',
  'needs_review',
] as const satisfies readonly TargetState[];

/** States in which nothing was begun that cannot be taken back: until here a person may hold a target back. */
const pausableStates = ['scheduled', 'claimed', 'staged'] as const satisfies readonly TargetState[];

export const isBusy = (state: TargetState): boolean => (busyStates as readonly TargetState[]).includes(state);
export const isResting = (state: TargetState): boolean => (restingStates as readonly TargetState[]).includes(state);

export const isPausable = (state: TargetState): boolean => (pausableStates as readonly TargetState[]).includes(state);

/** Where the whole post stands: folded from its targets. */
export const postStates = [
  'draft',
  'scheduled',
  'paused',
  'publishing',
  'published',
  'partial',
  'failed',
  'missed',
  'needs_review',
] as const;
export type PostState = (typeof postStates)[number];

/**
 * Folds target states into the state of the post. A post without targets, or only cancelled ones, is a draft. It is
 * paused when an account waits for somebody to resume and none goes out by itself, whatever became of the others.
 */
export function postStateOf(states: readonly TargetState[]): PostState {
  const live = states.filter((state) => state !== 'cancelled' && state !== 'draft');
  if (live.length === 0) return 'draft';
  if (live.includes('needs_review')) return 'needs_review';
  if (live.some(isBusy)) return 'publishing';
  const published = live.filter((state) => state === 'published').length;
  if (live.includes('scheduled')) return published > 0 || live.includes('partial') ? 'publishing' : 'scheduled';
  if (live.includes('paused')) return 'paused';
  if (published === live.length) return 'published';
  if (published > 0 || live.includes('partial')) return 'partial';
  return live.includes('failed') ? 'failed' : 'missed';
}

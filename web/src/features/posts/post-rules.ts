import type { PostState } from '#shared/publishing/states.ts';

/** Whether the content may still change: nothing of it has gone out, and no worker is busy with it. */
export const isEditable = (state: PostState): boolean =>
  state === 'draft' || state === 'scheduled' || state === 'failed' || state === 'missed';

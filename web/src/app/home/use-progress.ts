import { useQuery } from '@tanstack/react-query';
import { accountsQuery } from '../../features/social/queries.ts';
import { progressQuery } from './queries.ts';

export type Progress = { connected: boolean; written: boolean; scheduled: boolean };

/**
 * How far the business is on the way to its first scheduled post: `underway` while a step is left, `done` when none
 * is or when it cannot be known.
 */
export function useProgress(): { kind: 'pending' } | { kind: 'done' } | { kind: 'underway'; progress: Progress } {
  const accounts = useQuery(accountsQuery);
  const posts = useQuery(progressQuery);
  if (accounts.isPending || posts.isPending) return { kind: 'pending' };
  if (!accounts.data || !posts.data) return { kind: 'done' };
  const progress = { connected: accounts.data.length > 0, ...posts.data };
  const left = Object.values(progress).includes(false);
  return left ? { kind: 'underway', progress } : { kind: 'done' };
}

import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { clients } from '#shared/clients/contract.ts';
import { apiOf } from '../../lib/api.ts';

export const clientsApi = apiOf(clients);

/** All businesses, page by page. */
export const clientsQuery = infiniteQueryOptions({
  queryKey: ['clients', 'list'],
  queryFn: ({ pageParam }) => clientsApi.list({ query: pageParam ? { cursor: pageParam } : {} }),
  initialPageParam: '',
  getNextPageParam: (page) => page.cursor,
});

/** The team of this business, oldest first; those who are invited, too. */
export const teamQuery = queryOptions({
  queryKey: ['clients', 'team'],
  queryFn: async () => (await clientsApi.members()).items,
});

import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { templates } from '#shared/templates/contract.ts';
import { apiOf } from '../../lib/api.ts';

export const templatesApi = apiOf(templates);

/** The templates of the business, newest first, page by page. */
export const templatesQuery = infiniteQueryOptions({
  queryKey: ['templates', 'list'],
  queryFn: ({ pageParam }) => templatesApi.list({ query: pageParam ? { cursor: pageParam } : {} }),
  initialPageParam: '',
  getNextPageParam: (page) => page.cursor,
});

/** What the platform offers to copy. */
export const starterQuery = queryOptions({
  queryKey: ['templates', 'library'],
  queryFn: async () => (await templatesApi.library()).items,
});

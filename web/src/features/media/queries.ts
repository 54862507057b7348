import { infiniteQueryOptions } from '@tanstack/react-query';
import { media } from '#shared/media/contract.ts';
import { apiOf } from '../../lib/api.ts';

export const mediaApi = apiOf(media);

export const mediaKey = ['media'] as const;

/** The library: images that can be used, newest first, page by page. */
export const libraryQuery = infiniteQueryOptions({
  queryKey: [...mediaKey, 'library'],
  queryFn: ({ pageParam }) => mediaApi.list({ query: { state: 'ready', limit: 24, cursor: pageParam } }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.cursor,
});

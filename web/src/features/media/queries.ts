import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { media } from '#shared/media/contract.ts';
import { apiOf } from '../../lib/api.ts';

export const mediaApi = apiOf(media);

export const mediaKey = ['media'] as const;

/** The library: images that can be used, newest first, page by page. */
export const libraryQuery = infiniteQueryOptions({
  queryKey: [...mediaKey, 'library'],
  queryFn: ({ pageParam }) => mediaApi.list({ query: { state: 'ready', kind: 'image', limit: 24, cursor: pageParam } }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.cursor,
});

/** One file, as it stands. */
export const oneMediaQuery = (mediaId: string) =>
  queryOptions({ queryKey: [...mediaKey, 'one', mediaId], queryFn: () => mediaApi.get({ params: { mediaId } }) });

export type LibraryFilter = { q?: string; tag?: string; only?: 'unused' | 'copies' };

/** The library page: everything that fits a filter, also what is being checked or was refused. */
export const libraryPageQuery = (filter: LibraryFilter) =>
  infiniteQueryOptions({
    queryKey: [...mediaKey, 'page', filter],
    queryFn: ({ pageParam }) => mediaApi.list({ query: { ...filter, limit: 48, cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.cursor,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some((media) => media.state === 'checking')) ? 2_000 : false,
  });

/** How much is stored, and which tags there are. */
export const summaryQuery = queryOptions({
  queryKey: [...mediaKey, 'summary'],
  queryFn: () => mediaApi.summary(),
});

/** The posts that show a file. */
export const usesQuery = (mediaId: string) =>
  queryOptions({ queryKey: [...mediaKey, 'uses', mediaId], queryFn: () => mediaApi.uses({ params: { mediaId } }) });

import { queryOptions } from '@tanstack/react-query';
import { social } from '#shared/social/contract.ts';
import { apiOf } from '../../lib/api.ts';

export const socialApi = apiOf(social);

/** The networks, and which of them can be connected on this installation. */
export const networksQuery = queryOptions({
  queryKey: ['social', 'networks'],
  queryFn: async () => (await socialApi.networks()).items,
});

/** The accounts of this business, also those that need to be connected again. */
export const accountsQuery = queryOptions({
  queryKey: ['social', 'accounts'],
  queryFn: async () => (await socialApi.accounts()).items,
});

/** What an account offers now of its network's options; asked anew each time the composer opens. */
export const offerQuery = (accountId: string) =>
  queryOptions({
    queryKey: ['social', 'offer', accountId],
    queryFn: () => socialApi.offer({ params: { accountId } }),
    staleTime: 5 * 60_000,
    retry: false,
  });

/** How many posts an account concerns; asked anew each time, because a dialog promises what it says. */
export const accountPostsQuery = (accountId: string) =>
  queryOptions({
    queryKey: ['social', 'posts', accountId],
    queryFn: () => socialApi.waiting({ params: { accountId } }),
    staleTime: 0,
    gcTime: 0,
  });

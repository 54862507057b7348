import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { payments } from '#shared/payments/contract.ts';
import type { BillingInterval } from '#shared/payments/period.ts';
import { apiOf } from '../../lib/api.ts';

export const paymentsApi = apiOf(payments);

export const plansQuery = queryOptions({
  queryKey: ['payments', 'plans'],
  queryFn: async () => (await paymentsApi.plans()).items,
});

/** The subscription of this business; null when it has none. */
export const subscriptionQuery = queryOptions({
  queryKey: ['payments', 'subscription'],
  queryFn: async () => (await paymentsApi.subscription()).subscription ?? null,
});

/** What choosing a plan costs at this moment: never kept. */
export const quoteQuery = (planId: string, interval: BillingInterval) =>
  queryOptions({
    queryKey: ['payments', 'quote', planId, interval],
    queryFn: () => paymentsApi.quote({ query: { planId, interval } }),
    gcTime: 0,
    staleTime: 0,
  });

export const paymentHistoryQuery = infiniteQueryOptions({
  queryKey: ['payments', 'history'],
  queryFn: ({ pageParam }) => paymentsApi.history({ query: pageParam ? { cursor: pageParam } : {} }),
  initialPageParam: '',
  getNextPageParam: (page) => page.cursor,
});

export const invoiceQuery = (number: string) =>
  queryOptions({
    queryKey: ['payments', 'invoice', number],
    queryFn: () => paymentsApi.invoice({ params: { number } }),
  });

/** Looks for itself how a payment stands while it waits, more and more slowly. */
export const waitingQuery = (paymentId: string) =>
  queryOptions({
    queryKey: ['payments', 'check', paymentId],
    queryFn: () => paymentsApi.check({ params: { paymentId } }),
    retry: 3,
    refetchInterval: ({ state: { data, dataUpdateCount } }) =>
      data === undefined || data.state === 'open' || data.state === 'opening'
        ? Math.min(30_000, 2_000 * 1.5 ** Math.min(dataUpdateCount, 10))
        : false,
  });

export const subscriptionsQuery = infiniteQueryOptions({
  queryKey: ['payments', 'subscriptions'],
  queryFn: ({ pageParam }) => paymentsApi.subscriptions({ query: pageParam ? { cursor: pageParam } : {} }),
  initialPageParam: '',
  getNextPageParam: (page) => page.cursor,
});

export const heldQuery = queryOptions({
  queryKey: ['payments', 'held'],
  queryFn: async () => (await paymentsApi.held({ query: {} })).items,
});

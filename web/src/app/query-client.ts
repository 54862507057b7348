import { QueryClient } from '@tanstack/react-query';
import { ApiProblem, NetworkError } from '../lib/api-problem.ts';

const RETRIES = 2;

/** Silence and failures of the server are worth another try; a refusal is an answer. */
const worthRetrying = (error: unknown): boolean =>
  error instanceof NetworkError || (error instanceof ApiProblem && error.status >= 500);

export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: { staleTime: 15_000, retry: (failures, error) => failures < RETRIES && worthRetrying(error) },
      // Without a network a mutation fails at once and says so, instead of waiting unseen.
      mutations: { networkMode: 'always', retry: false },
    },
  });

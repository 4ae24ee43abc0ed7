'use client';

import { hashKey, MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from '@/lib/api-client';
import { noteAnswer, noteFailure } from './reachability';
import { sessionKey } from './session-queries';

const sessionHash = hashKey(sessionKey);

let browserClient: QueryClient | undefined;

export function getQueryClient(): QueryClient {
  if (typeof window === 'undefined') return createQueryClient();
  browserClient ??= createQueryClient();
  return browserClient;
}

function createQueryClient(): QueryClient {
  const client = new QueryClient({
    queryCache: new QueryCache({
      onSuccess: noteAnswer,
      onError: (error, query) => {
        noteFailure(error);
        if (isUnauthorized(error) && query.queryHash !== sessionHash) recheckSession(client);
      },
    }),
    mutationCache: new MutationCache({
      onSuccess: noteAnswer,
      onError: (error) => {
        noteFailure(error);
        if (isUnauthorized(error)) recheckSession(client);
      },
    }),
    defaultOptions: {
      queries: { networkMode: 'always', staleTime: 1000, retry: false, refetchOnWindowFocus: true },
      mutations: { networkMode: 'always', retry: false },
    },
  });
  return client;
}

function isUnauthorized(error: unknown): boolean {
  return error instanceof ApiError && error.status === 401;
}

/** A 401 is a refused operation or a session that has ended; `/session` tells which. */
function recheckSession(client: QueryClient) {
  void client.invalidateQueries({ queryKey: sessionKey });
}

import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './api/api-error.js';
import { session } from './api/session.js';

const MOST_RETRIES = 2;

/** What was asked of the server, kept while it is fresh. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // A refusal stays one; the network, or a server that restarts, comes back.
      retry: (failures, error) => failures < MOST_RETRIES && (!(error instanceof ApiError) || error.status >= 502),
    },
  },
});

// The next to sign in must not see what the last one saw.
session.onChange((signedIn) => {
  if (!signedIn) queries.clear();
});

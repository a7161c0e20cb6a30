import { QueryCache, QueryClient } from "@tanstack/react-query";

import { Problem } from "@/api/problem";

/** Server state. What is shown is fresh because the live link says when it is not; nothing is polled. */
export function queryClient(signedOut: () => void): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (error instanceof Problem && error.status === 401) {
          signedOut();
        }
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 60_000,
        gcTime: 10 * 60_000,
        refetchOnWindowFocus: false, // the live link catches up after sleep
        refetchOnReconnect: false,
        retry: (failures, error) => failures < 2 && error instanceof Problem && (error.status === 0 || error.status >= 502),
      },
      mutations: { retry: false },
    },
  });
}

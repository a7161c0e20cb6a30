import { useInfiniteQuery, useQuery } from "@tanstack/react-query";

import { api, ask } from "@/api/client";

const PAGE = 50;

export interface Sought {
  readonly fact?: string;
  readonly by?: string;
  readonly since?: string;
  readonly until?: string;
}

export const useFactsFound = (sought: Sought) =>
  useInfiniteQuery({
    queryKey: ["facts", "search", sought],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET("/v1/facts/search", {
          params: { query: { ...sought, limit: PAGE, ...(pageParam === null ? {} : { before: pageParam }) } },
        }),
      ),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
  });

export const useVerbs = () =>
  useQuery({ queryKey: ["facts", "verbs"], queryFn: () => ask(api.GET("/v1/facts/verbs")), staleTime: 60_000 });

export const useTimeline = (name: string) =>
  useQuery({
    queryKey: ["facts", "timeline", name],
    queryFn: () => ask(api.GET("/v1/cases/{case}/timeline", { params: { path: { case: name } } })),
  });

export const useThresholdHistory = () =>
  useQuery({ queryKey: ["policy", "history"], queryFn: () => ask(api.GET("/v1/policy/history")) });

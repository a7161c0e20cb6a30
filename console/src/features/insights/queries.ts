import { useInfiniteQuery, useQuery, keepPreviousData } from "@tanstack/react-query";

import { api, ask } from "@/api/client";

import type { Dimension, Selection } from "./selection";

/** Figures change with every conversation; nobody reads them by the second. */
const STALE = 60_000;
const PAGE = 50;

export const useMeasures = (selection: Selection) =>
  useQuery({
    queryKey: ["measures", selection],
    queryFn: () => ask(api.GET("/v1/measures", { params: { query: selection } })),
    staleTime: STALE,
    placeholderData: keepPreviousData,
  });

export const useParts = (selection: Selection, by: Dimension, measures: string) =>
  useQuery({
    queryKey: ["measures", "by", by, measures, selection],
    queryFn: () => ask(api.GET("/v1/measures", { params: { query: { ...selection, by, measures } } })),
    staleTime: STALE,
    placeholderData: keepPreviousData,
  });

export const useSeries = (selection: Selection, every: "day" | "week", measures: string) =>
  useQuery({
    queryKey: ["measures", "series", every, measures, selection],
    queryFn: () => ask(api.GET("/v1/measures/series", { params: { query: { ...selection, every, measures } } })),
    staleTime: STALE,
    placeholderData: keepPreviousData,
  });

export const useReliability = (selection: Selection) =>
  useQuery({
    queryKey: ["measures", "reliability", selection],
    queryFn: () => ask(api.GET("/v1/measures/reliability", { params: { query: selection } })),
    staleTime: STALE,
    placeholderData: keepPreviousData,
  });

export const usePatterns = (selection: Selection) =>
  useQuery({
    queryKey: ["measures", "patterns", selection],
    queryFn: () => ask(api.GET("/v1/measures/patterns", { params: { query: selection } })),
    staleTime: STALE,
    placeholderData: keepPreviousData,
  });

export const useBehind = (selection: Selection, measure: string, counted: boolean) =>
  useInfiniteQuery({
    queryKey: ["measures", "behind", measure, counted, selection],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET("/v1/measures/{measure}/conversations", {
          params: {
            path: { measure },
            query: {
              ...selection,
              limit: PAGE,
              ...(counted ? { counted: "true" as const } : {}),
              ...(pageParam === null ? {} : { cursor: pageParam }),
            },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: STALE,
  });

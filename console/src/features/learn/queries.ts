import { useQuery, useQueryClient } from "@tanstack/react-query";

import { api, ask } from "@/api/client";
import { refused } from "@/ui/toast";

export const useWords = () =>
  useQuery({ queryKey: ["policy", "words"], queryFn: () => ask(api.GET("/v1/policy/words")), staleTime: 60_000 });

/** Read again every few seconds: a case that ends brings a draft. */
export const useLessons = (state: "drafted" | "adopted") =>
  useQuery({
    queryKey: ["lessons", state],
    queryFn: () => ask(api.GET("/v1/lessons", { params: { query: { state } } })),
    refetchInterval: 5_000,
  });

/** Read again every few seconds: what was judged counts once its fact has its place in the ledger. */
export const useSample = () =>
  useQuery({ queryKey: ["audit-sample"], queryFn: () => ask(api.GET("/v1/audit-sample")), refetchInterval: 5_000 });

export const useEffectOf = (lesson: string) =>
  useQuery({
    queryKey: ["lessons", lesson, "effect"],
    queryFn: () => ask(api.GET("/v1/lessons/{lesson}/effect", { params: { path: { lesson } } })),
    staleTime: 60_000,
  });

export const useExercises = () =>
  useQuery({ queryKey: ["practice"], queryFn: () => ask(api.GET("/v1/practice")), staleTime: 60_000 });

export const useExercise = (exercise: string) =>
  useQuery({
    queryKey: ["practice", exercise],
    queryFn: () => ask(api.GET("/v1/practice/{exercise}", { params: { path: { exercise } } })),
    staleTime: Number.POSITIVE_INFINITY,
  });

const LEARNING = ["learning"] as const;

/** Read again every few seconds: a fit comes to its end by itself. */
export const useLearning = () =>
  useQuery({ queryKey: LEARNING, queryFn: () => ask(api.GET("/v1/learning")), refetchInterval: 5_000 });

/** What follows a change of versions, whether it was made or refused. */
export function useChange() {
  const queries = useQueryClient();
  return { onError: refused, onSettled: () => queries.invalidateQueries({ queryKey: LEARNING }) };
}

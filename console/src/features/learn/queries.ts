import { useQuery } from "@tanstack/react-query";

import { api, ask } from "@/api/client";

export const useWords = () =>
  useQuery({ queryKey: ["policy", "words"], queryFn: () => ask(api.GET("/v1/policy/words")), staleTime: 60_000 });

export const useExercises = () =>
  useQuery({ queryKey: ["practice"], queryFn: () => ask(api.GET("/v1/practice")), staleTime: 60_000 });

export const useExercise = (exercise: string) =>
  useQuery({
    queryKey: ["practice", exercise],
    queryFn: () => ask(api.GET("/v1/practice/{exercise}", { params: { path: { exercise } } })),
    staleTime: Number.POSITIVE_INFINITY,
  });

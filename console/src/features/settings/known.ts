/** What every part of the settings looks at. */
import { useQuery } from "@tanstack/react-query";

import { api, ask } from "@/api/client";

export const useOrganisation = () =>
  useQuery({ queryKey: ["organisation"], queryFn: () => ask(api.GET("/v1/organisation")) });

export const usePeople = (all = false) =>
  useQuery({
    queryKey: ["people", all ? "all" : "here"],
    queryFn: () => ask(api.GET("/v1/people", { params: { query: { all: all ? 1 : 0 } } })),
  });

export const useRoles = () =>
  useQuery({ queryKey: ["roles"], staleTime: Infinity, queryFn: () => ask(api.GET("/v1/roles")) });

export const useAgents = () => useQuery({ queryKey: ["agents"], queryFn: () => ask(api.GET("/v1/agents")) });

/** An id out of a name, as the API takes it. */
export const idOf = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9_-]+/g, "-");

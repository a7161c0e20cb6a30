import { queryOptions, useQuery } from "@tanstack/react-query";

import { api, ask } from "@/api/client";
import { organisationQuery } from "@/api/organisation";

/** Who works here. */
export const peopleQuery = queryOptions({
  queryKey: ["people"],
  queryFn: () => ask(api.GET("/v1/people")),
  staleTime: 5 * 60_000,
});

/** Those who did, too: what they did stays theirs. */
const everybodyQuery = queryOptions({
  queryKey: ["people", "all"],
  queryFn: () => ask(api.GET("/v1/people", { params: { query: { all: 1 } } })),
  staleTime: 5 * 60_000,
});

export const agentsQuery = queryOptions({
  queryKey: ["agents"],
  queryFn: () => ask(api.GET("/v1/agents")),
  staleTime: 5 * 60_000,
});

/** What people, agents, queues and teams are called; an id of none of them stays what it is. */
export function useNameOf(): (id: string) => string {
  const people = useQuery(everybodyQuery).data?.people ?? [];
  const agents = useQuery(agentsQuery).data?.agents ?? [];
  const { queues = [], teams = [] } = useQuery(organisationQuery).data ?? {};
  const names = new Map([...teams, ...queues, ...agents, ...people].map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}

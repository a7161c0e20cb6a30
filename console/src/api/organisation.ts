import { queryOptions } from "@tanstack/react-query";

import { api, ask } from "@/api/client";

/** Queues, teams, skills: names for what is shown everywhere. The counts in it are as old as it is. */
export const organisationQuery = queryOptions({
  queryKey: ["organisation"],
  staleTime: 5 * 60_000,
  queryFn: () => ask(api.GET("/v1/organisation")),
});

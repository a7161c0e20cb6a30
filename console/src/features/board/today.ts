import { queryOptions } from "@tanstack/react-query";

import { api, ask } from "@/api/client";

/** Today against the usual, and how each queue is served. Asked again every fifteen seconds: it moves slowly. */
export const todayQuery = queryOptions({
  queryKey: ["board", "today"],
  queryFn: () => ask(api.GET("/v1/board/today", {})),
  refetchInterval: 15_000,
});

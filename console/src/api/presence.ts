import { useMutation, useQueryClient } from "@tanstack/react-query";

import { api, ask } from "@/api/client";
import type { PersonReply } from "@/api/contract";
import { meQuery } from "@/api/session";
import { refused } from "@/ui/toast";

export type Status = PersonReply["status"];

/** Says whether this person is there. */
export function useSayPresence(): (status: Status) => void {
  const queries = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: (status: Status) => ask(api.PUT("/v1/me/presence", { body: { status } })),
    onSuccess: (now) => queries.setQueryData(meQuery.queryKey, now),
    onError: refused,
  });
  return (status) => mutate(status);
}

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";

import { api, ask } from "@/api/client";
import { meQuery } from "@/api/session";
import { refused } from "@/ui/toast";

/** Ends the session; whatever was read with it is forgotten. */
export function useSignOut(): () => void {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { mutate } = useMutation({
    mutationFn: () => ask(api.DELETE("/v1/sessions/current")),
    onError: refused,
    onSuccess: async () => {
      await navigate({ to: "/sign-in" });
      queries.clear();
      queries.setQueryData(meQuery.queryKey, null);
    },
  });
  return mutate;
}

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, type ReactNode } from "react";

import { api, ask } from "@/api/client";
import { useLive } from "@/api/live";
import { meQuery, useMe } from "@/api/session";
import { refused } from "@/ui/toast";

import { PresenceContext, type Status } from "./presence";

const FIRST_BEAT_MS = 15_000;

/** Keeps this person's presence: a lease that ends by itself when no page of theirs is open any more. */
export function Presence({ children }: { readonly children: ReactNode }) {
  const me = useMe();
  const queries = useQueryClient();
  useLive({ key: meQuery.queryKey, about: "person", id: me.person.id });
  useQuery({
    queryKey: ["heartbeat"],
    enabled: me.person.status !== "offline",
    refetchInterval: (query) => (query.state.data === undefined ? FIRST_BEAT_MS : query.state.data.next_seconds * 1_000),
    refetchIntervalInBackground: true,
    queryFn: async () => {
      const beat = await ask(api.POST("/v1/me/heartbeat"));
      if (beat.status !== me.person.status) {
        void queries.invalidateQueries({ queryKey: meQuery.queryKey });
      }
      return beat;
    },
  });
  const { mutate } = useMutation({
    mutationFn: (status: Status) => ask(api.PUT("/v1/me/presence", { body: { status } })),
    onSuccess: (now) => queries.setQueryData(meQuery.queryKey, now),
    onError: refused,
  });
  const presence = useMemo(() => ({ say: (status: Status) => mutate(status) }), [mutate]);
  return <PresenceContext value={presence}>{children}</PresenceContext>;
}

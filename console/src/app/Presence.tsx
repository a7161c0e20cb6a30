import { useQuery, useQueryClient } from "@tanstack/react-query";

import { api, ask } from "@/api/client";
import { useLive } from "@/api/live";
import { meQuery, useMe } from "@/api/session";
import { useOfferAlerts } from "@/features/inbox/alerting";

import { tellGone } from "./gone";

const FIRST_BEAT_MS = 15_000;

/** Keeps this person's presence: a lease that ends by itself when no page of theirs is open any more. */
export function Presence() {
  const me = useMe();
  const queries = useQueryClient();
  useLive({ key: meQuery.queryKey, about: "person", id: me.person.id });
  useOfferAlerts();
  useQuery({
    queryKey: ["heartbeat"],
    enabled: me.person.status !== "offline",
    refetchInterval: (query) => (query.state.data === undefined ? FIRST_BEAT_MS : query.state.data.next_seconds * 1_000),
    refetchIntervalInBackground: true,
    queryFn: async () => {
      const beat = await ask(api.POST("/v1/me/heartbeat"));
      tellGone(beat.status === "offline");
      if (beat.status !== me.person.status) {
        void queries.invalidateQueries({ queryKey: meQuery.queryKey });
      }
      return beat;
    },
  });
  return null;
}

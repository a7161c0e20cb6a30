import { Avatar, Tooltip } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";

import { api, ask } from "@/api/client";

import { t } from "./text";

/** Says that I am looking, for as long as I do, and shows who else is. */
export function Viewers({ conversation, writes }: { readonly conversation: string; readonly writes: boolean }) {
  const params = { path: { conversation } };
  const looking = useQuery({
    queryKey: ["viewing", conversation, writes],
    queryFn: () => ask(api.POST("/v1/conversations/{conversation}/viewing", { params, body: { writes } })),
    // A heartbeat, not a poll: it renews my lease.
    refetchInterval: (query) => (query.state.data?.next_seconds ?? 8) * 1_000,
    placeholderData: (before) => before,
    gcTime: 0,
    staleTime: 0,
  });
  useEffect(
    () => () => {
      void ask(api.DELETE("/v1/conversations/{conversation}/viewing", { params: { path: { conversation } } })).catch(() => undefined);
    },
    [conversation],
  );
  const viewers = looking.data?.viewers ?? [];
  if (viewers.length === 0) {
    return null;
  }
  return (
    <Avatar.Group spacing="xs">
      {viewers.map((viewer) => {
        const label = viewer.writes ? t.writing(viewer.name) : t.looking(viewer.name);
        return (
          <Tooltip key={viewer.person} label={label}>
            <Avatar size={26} radius="xl" color={viewer.writes ? "orange" : "gray"} name={viewer.name} aria-label={label} role="img" />
          </Tooltip>
        );
      })}
    </Avatar.Group>
  );
}

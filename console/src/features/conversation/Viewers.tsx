import { Avatar, Tooltip } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

import { api, ask } from "@/api/client";
import { onlookersKey, type Onlookers } from "@/api/onlookers";
import { useMe } from "@/api/session";

import { t } from "./text";

interface Props {
  readonly conversation: string;
  readonly writes: boolean;
  readonly name: (id: string | null) => string;
}

/** Says that I am looking, for as long as I do, and shows who else is; the stream tells of whoever comes and goes. */
export function Viewers({ conversation, writes, name }: Props) {
  const queries = useQueryClient();
  const me = useMe().person.id;
  const params = { path: { conversation } };
  useQuery({
    queryKey: ["viewing", conversation, writes],
    queryFn: async () => {
      const looking = await ask(api.POST("/v1/conversations/{conversation}/viewing", { params, body: { writes } }));
      queries.setQueryData<Onlookers["viewers"]>(onlookersKey(conversation), looking.viewers);
      return looking;
    },
    // A heartbeat, not a poll: it renews my lease.
    refetchInterval: (query) => (query.state.data?.next_seconds ?? 8) * 1_000,
    gcTime: 0,
    staleTime: 0,
  });
  const looking = useQuery<Onlookers["viewers"]>({ queryKey: onlookersKey(conversation), enabled: false, initialData: [], gcTime: 0 });
  useEffect(() => {
    const leave = () => {
      // Kept alive, so that it also goes out when the whole page is left.
      void ask(
        api.DELETE("/v1/conversations/{conversation}/viewing", { params: { path: { conversation } }, keepalive: true }),
      ).catch(() => undefined);
    };
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, [conversation]);
  const viewers = looking.data.filter((viewer) => viewer.person !== me);
  if (viewers.length === 0) {
    return null;
  }
  return (
    <Avatar.Group spacing="xs">
      {viewers.map((viewer) => {
        const called = name(viewer.person);
        const label = viewer.writes ? t.writing(called) : t.looking(called);
        return (
          <Tooltip key={viewer.person} label={label}>
            <Avatar size={26} radius="xl" color={viewer.writes ? "orange" : "gray"} name={called} aria-label={label} role="img" />
          </Tooltip>
        );
      })}
    </Avatar.Group>
  );
}

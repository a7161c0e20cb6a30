import type { FloorState } from "@/api/contract";
import { useNameOf } from "@/api/names";
import { useMe } from "@/api/session";

import { t } from "./text";

/** What people, queues and the agent are called; whoever looks is “You”. */
export function useNames(): (id: string | null) => string {
  const me = useMe().person.id;
  const nameOf = useNameOf();
  return (id) => (id === null ? "–" : id === me ? t.you : nameOf(id));
}

/** Who may speak, in words. */
export function floorLine(floor: FloorState, pausedUntil: string | null, me: string, name: (id: string | null) => string): string {
  switch (floor.holder) {
    case "person":
      return floor.id === me ? t.floor.you : t.floor.person(name(floor.id));
    case "agent":
      return t.floor.agent(name(floor.id));
    case "queue":
      return t.floor.queue(name(floor.id));
    default:
      return pausedUntil === null ? t.floor.nobody : t.floor.paused;
  }
}

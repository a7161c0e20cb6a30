import { useQuery } from "@tanstack/react-query";

import type { FloorState } from "@/api/contract";
import { organisationQuery } from "@/api/organisation";
import { useMe } from "@/api/session";

import { agentsQuery, peopleQuery } from "./queries";
import { t } from "./text";

/** What people, queues and the agent are called. */
export function useNames(): (id: string | null) => string {
  const { person } = useMe();
  const people = useQuery(peopleQuery).data?.people ?? [];
  const queues = useQuery(organisationQuery).data?.queues ?? [];
  const agents = useQuery(agentsQuery).data?.agents ?? [];
  return (id) => {
    if (id === person.id) {
      return t.you;
    }
    return people.find((each) => each.id === id)?.name ?? agents.find((each) => each.id === id)?.name ?? queues.find((each) => each.id === id)?.name ?? id ?? "–";
  };
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

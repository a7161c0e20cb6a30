import { createContext, use } from "react";

import type { PersonReply } from "@/api/contract";

export type Status = PersonReply["status"];

export interface PresenceState {
  readonly say: (status: Status) => void;
}

export const PresenceContext = createContext<PresenceState | null>(null);

/** Says whether this person is there. */
export function usePresence(): PresenceState {
  const presence = use(PresenceContext);
  if (presence === null) {
    throw new Error("Presence is said within the shell only.");
  }
  return presence;
}

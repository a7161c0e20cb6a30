import { useQuery } from "@tanstack/react-query";
import { WifiOff } from "lucide-react";

import { api, ask } from "@/api/client";
import type { AgentReply } from "@/api/contract";
import { useLinkState, useLive } from "@/api/live";
import { ModeBadge } from "@/ui/badges";

import classes from "./Standing.module.css";
import { t } from "./text";

const standingQuery = {
  queryKey: ["standing"],
  queryFn: () => ask(api.GET("/v1/agents")),
} as const;

const MODES: readonly AgentReply["mode"][] = ["observe", "assist", "enforce"];

/** How much Handrail does here: one badge for each mode that any agent is in. */
export function StandingBadge() {
  const { data } = useQuery(standingQuery);
  useLive({ key: standingQuery.queryKey, about: ["agent", "organisation"] });
  const modes = MODES.filter((mode) => data?.agents.some((agent) => agent.mode === mode));
  return modes.map((mode) => <ModeBadge key={mode} mode={mode} />);
}

/** Above every page: what everybody has to know now. Nothing, most of the time. */
export function Standing() {
  const link = useLinkState();
  return (
    <div role="status" aria-live="polite">
      {link === "lost" ? (
        <p className={classes.strip} data-tone="warn">
          <WifiOff size={15} aria-hidden /> {t.link.lost}
        </p>
      ) : null}
    </div>
  );
}


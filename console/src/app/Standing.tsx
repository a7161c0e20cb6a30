import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { OctagonX, UserRoundX, WifiOff } from "lucide-react";

import { api, ask } from "@/api/client";
import { useLinkState, useLive } from "@/api/live";
import { useSayPresence } from "@/api/presence";
import { useMe } from "@/api/session";
import { ModeBadge } from "@/ui/badges";
import { At } from "@/ui/time";

import { useGone } from "./gone";
import classes from "./Standing.module.css";
import { t } from "./text";

const standingQuery = {
  queryKey: ["standing"],
  queryFn: () => ask(api.GET("/v1/standing")),
} as const;

/** How much Handrail does here: one badge for each mode that any agent is in. */
export function StandingBadge() {
  const { data } = useQuery(standingQuery);
  useLive({ key: standingQuery.queryKey, about: ["agent", "organisation"] });
  return data?.modes.map(({ mode, agents }) => <ModeBadge key={mode} mode={mode} agents={agents} />);
}

/** Above every page: what everybody has to know now. Nothing, most of the time. */
export function Standing() {
  const link = useLinkState();
  const { data } = useQuery(standingQuery);
  const { person } = useMe();
  const say = useSayPresence();
  const gone = useGone() && person.status === "offline";
  return (
    <div role="status" aria-live="polite">
      {data?.stops.map((stop) => (
        <p key={`${stop.scope} ${stop.id}`} className={classes.strip} data-tone="bad">
          <OctagonX size={15} aria-hidden />
          {stop.scope === "organisation" ? t.stops.organisation : t.stops[stop.scope === "agent" ? "agent" : "topic"](stop.id)}
          <span className={classes.why}>
            {stop.why} · {t.stops.since} <At at={stop.at} />
          </span>
        </p>
      ))}
      {gone ? (
        <p className={classes.strip} data-tone="warn">
          <UserRoundX size={15} aria-hidden /> {t.presence.gone}
          <span className={classes.why}>{t.presence.goneLine}</span>
          <Button size="compact-xs" variant="default" onClick={() => say("online")}>
            {t.presence.back}
          </Button>
        </p>
      ) : null}
      {link === "lost" ? (
        <p className={classes.strip} data-tone="warn">
          <WifiOff size={15} aria-hidden /> {t.link.lost}
        </p>
      ) : null}
    </div>
  );
}


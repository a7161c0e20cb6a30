import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";

import { api, ask } from "@/api/client";
import { useLive } from "@/api/live";
import { words } from "@/text/format";
import { Tag, type Tone } from "@/ui/badges";
import { Money } from "@/ui/Money";
import { At } from "@/ui/time";
import { done } from "@/ui/toast";

import type { Verb } from "./asking";
import classes from "./Packet.module.css";
import { t } from "./text";
import { toolVerb } from "./tools";
import { VerbForm } from "./VerbForm";

const TONES: Readonly<Record<string, Tone>> = {
  completed: "good",
  waiting: "warn",
  ready: "info",
  leased: "info",
  failed: "bad",
  unknown: "bad",
  refused: "bad",
};

interface Props {
  readonly conversation: string;
  readonly mayAct: boolean;
  readonly name: (id: string | null) => string;
}

/** What was done for the customer, and what a person may do now with the agent's tools, under their own limits. */
export function ActPanel({ conversation, mayAct, name }: Props) {
  const queries = useQueryClient();
  const params = { path: { conversation } };
  const acts = useQuery({
    queryKey: ["acts", conversation],
    queryFn: () => ask(api.GET("/v1/conversations/{conversation}/acts", { params })),
  });
  const tools = useQuery({
    queryKey: ["tools", conversation],
    queryFn: () => ask(api.GET("/v1/conversations/{conversation}/tools", { params })),
    enabled: mayAct,
  });
  useLive({ key: ["acts", conversation], about: "action" });
  const [asked, setAsked] = useState<Verb | null>(null);
  const finished = (verb: Verb) => {
    setAsked(null);
    done(`${verb.label}: ${t.dones.default.toLowerCase()}`);
    void queries.invalidateQueries({ queryKey: ["acts", conversation] });
  };
  const list = acts.data?.acts ?? [];
  const may = mayAct ? (tools.data?.tools ?? []) : [];
  if (list.length === 0 && may.length === 0) {
    return null;
  }
  return (
    <section className={classes.part} aria-label={t.parts.act}>
      <header className={classes.head}>
        <h3 className={classes.title}>{t.parts.act}</h3>
      </header>
      <ul className={classes.list}>
        {list.map((act) => (
          <li key={act.action}>
            <strong>{words(act.tool)}</strong> {act.amount === null ? null : <Money of={act.amount} />}{" "}
            <Tag tone={TONES[act.state] ?? "plain"}>{words(act.state)}</Tag>{" "}
            <span className={classes.quiet}>
              {act.person === null ? t.authors.agent : name(act.person)} · <At at={act.at} />
            </span>
            {act.error === null ? null : <p className={classes.quiet}>{act.error}</p>}
            {act.case === null || act.state !== "waiting" ? null : (
              <Link to="/cases/$case" params={{ case: act.case }} className={classes.quiet}>
                {t.tools.waits}
              </Link>
            )}
          </li>
        ))}
      </ul>
      <div className={classes.acts}>
        {may.map((tool) => (
          <Button key={tool.name} size="compact-sm" variant="default" title={tool.description} onClick={() => setAsked(toolVerb(conversation, tool))}>
            {tool.called}
          </Button>
        ))}
      </div>
      {asked === null ? null : <VerbForm key={asked.id} conversation={conversation} verb={asked} close={() => setAsked(null)} done={finished} />}
    </section>
  );
}

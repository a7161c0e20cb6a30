import { ActionIcon, Button, Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ExternalLink, X } from "lucide-react";

import { api, ask } from "@/api/client";
import type { BoardRow, ConversationReply } from "@/api/contract";
import { useLive } from "@/api/live";
import { words } from "@/text/format";
import { customerOf } from "@/ui/customer";
import { useCommands } from "@/ui/commands";
import { Sealed, Tag } from "@/ui/badges";
import { Loaded } from "@/ui/states";

import classes from "./Monitor.module.css";
import { Say } from "./Say";
import { t } from "./text";
import { Transcript } from "./Transcript";
import { Verbs } from "./Verbs";

interface Props {
  readonly id: string;
  readonly row: BoardRow | undefined;
  readonly nameOf: (person: string) => string;
  readonly close: () => void;
}

/** One conversation, live, beside the board: what is said, and what one may do about it. */
export function Monitor({ id, row, nameOf, close }: Props) {
  const conversation = useQuery({
    queryKey: ["conversation", id],
    queryFn: () => ask(api.GET("/v1/conversations/{conversation}", { params: { path: { conversation: id } } })),
  });
  useLive({ key: ["conversation", id], about: "conversation", id }, { key: ["conversation", id], about: "case" });
  useCommands([{ id: "board close", label: t.close, keys: "Escape", keyOnly: true, run: close }]);
  return (
    <section className={classes.panel} aria-label={t.panel}>
      <header className={classes.head}>
        <div className={classes.titles}>
          <h2 className={classes.title}>{customerOf(row ?? { customer: null })}</h2>
          <p className={classes.about}>
            {[row?.channel, row?.topic, row?.agent].filter((part) => part != null).map(words).join(" · ")}
          </p>
        </div>
        <Group gap="xs" wrap="nowrap">
          <Button
            renderRoot={(given) => <Link to="/conversations/$conversation" params={{ conversation: id }} {...given} />}
            variant="subtle"
            size="compact-sm"
            leftSection={<ExternalLink size={14} aria-hidden />}
          >
            {t.full}
          </Button>
          <ActionIcon variant="subtle" color="gray" aria-label={t.close} onClick={close}>
            <X size={18} aria-hidden />
          </ActionIcon>
        </Group>
      </header>
      <Loaded of={conversation}>{(data) => <Watched conversation={data} row={row} nameOf={nameOf} />}</Loaded>
    </section>
  );
}

interface WatchedProps {
  readonly conversation: ConversationReply;
  readonly row: BoardRow | undefined;
  readonly nameOf: (person: string) => string;
}

function Watched({ conversation, row, nameOf }: WatchedProps) {
  const { floor } = conversation;
  const holder = floor.id === null ? t.holders[floor.holder] : nameOf(floor.id);
  return (
    <>
      <div className={classes.standing}>
        <Tag tone={floor.holder === "person" ? "accent" : "plain"}>{`${t.holders[floor.holder]}: ${holder}`}</Tag>
        {conversation.sealed ? <Sealed /> : null}
        {conversation.holds_replies ? <Tag tone="info">{t.held}</Tag> : null}
        {conversation.paused_until === null ? null : <Tag tone="warn">{t.paused}</Tag>}
        {row?.needs.map((need) => (
          <Tag key={need.sign} tone={need.points >= 200 ? "bad" : need.points >= 100 ? "warn" : "plain"}>
            {t.sign[need.sign] ?? words(need.sign)}
          </Tag>
        ))}
      </div>
      <Verbs conversation={conversation} holder={holder} />
      <Transcript key={conversation.id} id={conversation.id} turns={conversation.turns} nameOf={nameOf} />
      <Say conversation={conversation} />
    </>
  );
}

import { Menu, UnstyledButton } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Bot, Flag, Headset, Info, Lock, Paperclip, UserRound } from "lucide-react";

import { api, ask } from "@/api/client";
import type { TurnReply } from "@/api/contract";
import { Confidence, Sentiment } from "@/ui/marks";
import { Reasons, Tag } from "@/ui/badges";
import { Evidence } from "@/ui/Evidence";
import type { TextSpan } from "@/ui/spans";
import { At } from "@/ui/time";
import { done, refused } from "@/ui/toast";

import { t } from "./text";
import classes from "./Transcript.module.css";

interface Props {
  readonly conversation: string;
  readonly turn: TurnReply;
  readonly author: string;
  readonly spans: readonly TextSpan[];
  readonly mayLabel: boolean;
  readonly marked: boolean;
}

const ICONS = { customer: UserRound, agent: Bot, person: Headset, system: Info } as const;

/** Less is not shown: a mark without length says nothing. */
const FELT = 0.1;

/** One turn: who said it by which channel, the words with their evidence, and what was noticed in it. */
export function TurnRow({ conversation, turn, author, spans, mayLabel, marked }: Props) {
  const Icon = ICONS[turn.author];
  const undelivered = turn.delivery === "failed" || turn.delivery === "withdrawn";
  const status = turn.status in t.status ? t.status[turn.status as keyof typeof t.status] : null;
  return (
    <article className={classes.turn} data-author={turn.author} data-status={turn.status} data-marked={marked} id={`turn-${turn.number}`}>
      <header className={classes.byline}>
        <Icon size={14} aria-hidden />
        <span className={classes.author}>{author}</span>
        {turn.author === "agent" ? <Tag>{t.ai}</Tag> : null}
        <span className={classes.quiet}>
          {t.via(turn.channel)} · <At at={turn.said_at} />
        </span>
        {turn.late ? <Tag tone="warn">{t.late}</Tag> : null}
        {status === null ? null : <Tag tone={turn.status === "released" ? "plain" : "warn"}>{status}</Tag>}
      </header>
      {turn.text === null ? (
        <p className={classes.sealed}>
          <Lock size={13} aria-hidden /> {t.sealedTurn}
        </p>
      ) : (
        <div className={classes.words}>
          <Evidence text={turn.text} spans={spans} />
        </div>
      )}
      {turn.attachments.map((file) => (
        <a
          key={file.id}
          className={classes.file}
          href={`/v1/conversations/${conversation}/attachments/${file.id}`}
          target="_blank"
          rel="noreferrer"
        >
          <Paperclip size={13} aria-hidden /> {file.name ?? file.media_type}
        </a>
      ))}
      <footer className={classes.meta}>
        {turn.author === "agent" ? <Confidence value={turn.confidence} origin={turn.confidence_origin} /> : null}
        {turn.sentiment !== null && Math.abs(turn.sentiment) >= FELT ? <Sentiment value={turn.sentiment} /> : null}
        {turn.reasons.length === 0 ? null : <Reasons reasons={turn.reasons} most={3} />}
        {turn.redacted ? <Tag tone="info">{t.redacted}</Tag> : null}
        {turn.delivery === null ? null : (
          <span className={classes.delivery} data-bad={undelivered}>
            {t.delivery[turn.delivery as keyof typeof t.delivery]}
          </span>
        )}
        {mayLabel && turn.author === "agent" ? <LabelMenu conversation={conversation} turn={turn.number} /> : null}
      </footer>
    </article>
  );
}

function LabelMenu({ conversation, turn }: { readonly conversation: string; readonly turn: number }) {
  const label = useMutation({
    mutationFn: (given: "incorrect" | "unhelpful" | "harmful") =>
      ask(
        api.POST("/v1/conversations/{conversation}/turns/{turn}/labels", {
          params: { path: { conversation, turn: String(turn) } },
          body: { label: given },
        }),
      ),
    onError: refused,
    onSuccess: (_, given) => done(`${t.label.done}: ${t.label[given].toLowerCase()}`),
  });
  if (label.isSuccess) {
    return <Tag tone={label.variables === "harmful" ? "bad" : "warn"}>{t.label[label.variables]}</Tag>;
  }
  return (
    <Menu withinPortal position="bottom-start">
      <Menu.Target>
        <UnstyledButton className={classes.label} aria-label={`${t.label.title} ${turn}`}>
          <Flag size={12} aria-hidden /> {t.label.title}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {(["incorrect", "unhelpful", "harmful"] as const).map((given) => (
          <Menu.Item key={given} onClick={() => label.mutate(given)}>
            {t.label[given]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

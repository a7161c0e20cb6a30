import { Bot, Headset, Info, Lock, UserRound } from "lucide-react";

import type { TurnReply } from "@/api/contract";
import { Confidence, Sentiment } from "@/ui/marks";
import { Reasons, Tag } from "@/ui/badges";
import { Evidence } from "@/ui/Evidence";
import { FileChip } from "@/ui/FileChip";
import { covered, type TextSpan } from "@/ui/spans";
import { At } from "@/ui/time";

import { Labels } from "./Labels";
import { t } from "./text";
import classes from "./Transcript.module.css";

interface Props {
  readonly conversation: string;
  readonly turn: TurnReply;
  readonly author: string;
  readonly name: (id: string | null) => string;
  readonly spans: readonly TextSpan[];
  readonly mayLabel: boolean;
  readonly marked: boolean;
}

const ICONS = { customer: UserRound, agent: Bot, person: Headset, system: Info } as const;

/** Less is not shown: a mark without length says nothing. */
const FELT = 0.1;

/** One turn: who said it by which channel, the words with their evidence, and what was noticed in it. */
export function TurnRow({ conversation, turn, author, name, spans, mayLabel, marked }: Props) {
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
          <Evidence text={turn.text} spans={[...spans, ...covered(turn.text, t.coveredPart)]} />
        </div>
      )}
      {turn.attachments.map((file) => (
        <FileChip key={file.id} conversation={conversation} file={file} />
      ))}
      <footer className={classes.meta} hidden={turn.text === null}>
        {turn.author === "agent" ? <Confidence value={turn.confidence} origin={turn.confidence_origin} /> : null}
        {turn.sentiment !== null && Math.abs(turn.sentiment) >= FELT ? <Sentiment value={turn.sentiment} /> : null}
        {turn.reasons.length === 0 ? null : <Reasons reasons={turn.reasons} most={3} />}
        {turn.redacted ? <Tag tone="info">{t.redacted}</Tag> : null}
        {turn.delivery === null ? null : (
          <span className={classes.delivery} data-bad={undelivered}>
            {t.delivery[turn.delivery as keyof typeof t.delivery]}
          </span>
        )}
        {turn.author === "agent" ? (
          <Labels conversation={conversation} turn={turn.number} labels={turn.labels} mayLabel={mayLabel} name={name} />
        ) : null}
      </footer>
    </article>
  );
}

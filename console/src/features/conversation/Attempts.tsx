import type { PacketReply } from "@/api/contract";
import { words } from "@/text/format";
import { Tag } from "@/ui/badges";
import { Fields } from "@/ui/Fields";
import { Sentiment } from "@/ui/marks";
import { structured } from "@/ui/structure";

import classes from "./Packet.module.css";
import { Turn } from "./PacketParts";
import { t } from "./text";

type Attempt = PacketReply["attempts"][number];

interface Props {
  readonly attempts: readonly Attempt[];
  readonly goTo: (turn: number) => void;
}

/** What the agent tried: its words, or the tool by its name; what came of it, and how the customer took it. */
export function Attempts({ attempts, goTo }: Props) {
  return (
    <ol className={classes.list}>
      {attempts.map((attempt, index) => (
        <li key={index}>
          {attempt.kind === "answer" ? `“${attempt.what}”` : <strong>{words(attempt.what)}</strong>}{" "}
          {attempt.failed ? <Tag tone="bad">{t.parts.failed}</Tag> : null}{" "}
          {attempt.turn === null ? null : <Turn number={attempt.turn} goTo={goTo} />}
          {attempt.result === null ? null : <Result text={attempt.result} />}
          {attempt.reaction === null || attempts[index + 1]?.turn === attempt.turn ? null : (
            <p className={classes.reaction}>
              {t.parts.customerSaid} “{attempt.reaction.text}” <Sentiment value={attempt.reaction.sentiment} />
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}

/** A tool's answer is JSON for the agent, and fields for a person; a single word is a state. */
function Result({ text }: { readonly text: string }) {
  const value = structured(text);
  if (typeof value === "string") {
    return <p className={classes.quiet}>{/^[\w.-]+$/u.test(value) ? words(value) : value}</p>;
  }
  return <Fields of={value} />;
}

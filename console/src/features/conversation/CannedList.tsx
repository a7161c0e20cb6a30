import { UnstyledButton } from "@mantine/core";

import type { CannedReply } from "@/api/contract";

import classes from "./Composer.module.css";
import { t } from "./text";

const MOST = 6;

/** What is typed behind a slash at the end of the text; null where nothing is asked for. */
export function slashed(text: string): string | null {
  return /(?:^|\n)\/([\w-]*)$/u.exec(text)?.[1] ?? null;
}

/** Shortcuts that begin so come first, then those whose title has it. */
export function fitting(replies: readonly CannedReply[], asked: string): readonly CannedReply[] {
  const wanted = asked.toLowerCase();
  const begins = replies.filter((reply) => reply.shortcut.startsWith(wanted));
  const names = replies.filter((reply) => !begins.includes(reply) && reply.title.toLowerCase().includes(wanted));
  return [...begins, ...names].slice(0, MOST);
}

interface Props {
  readonly replies: readonly CannedReply[];
  readonly active: number;
  readonly pick: (reply: CannedReply) => void;
}

/** The canned replies that fit what was typed behind the slash, filled in for this conversation. */
export function CannedList({ replies, active, pick }: Props) {
  if (replies.length === 0) {
    return <p className={classes.noCanned}>{t.composer.noCanned}</p>;
  }
  return (
    <div className={classes.canned} id="canned-replies" role="group" aria-label={t.composer.canned}>
      {replies.map((reply, index) => (
        <UnstyledButton
          key={reply.id}
          className={classes.option}
          data-active={index === active}
          tabIndex={-1}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => pick(reply)}
        >
          <span className={classes.shortcut}>/{reply.shortcut}</span>
          <span className={classes.optionTitle}>{reply.title}</span>
          <span className={classes.optionText}>{reply.filled ?? reply.text}</span>
        </UnstyledButton>
      ))}
    </div>
  );
}

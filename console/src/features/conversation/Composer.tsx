import { Button, SegmentedControl, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Sparkles } from "lucide-react";
import { useRef, useState, type KeyboardEvent } from "react";
import { flushSync } from "react-dom";

import { api, ask, freshId } from "@/api/client";
import type { CannedReply, ConversationReply, DraftReply } from "@/api/contract";
import { Attached, AttachButton, useAttaching } from "@/ui/Attach";
import { useCommands } from "@/ui/commands";
import { KeyCaps } from "@/ui/KeyCaps";
import { done, refused } from "@/ui/toast";

import { CannedList, fitting, slashed } from "./CannedList";
import classes from "./Composer.module.css";
import { useDraft } from "./draft";
import { cannedQuery } from "./queries";
import { t } from "./text";

type Mode = "reply" | "join" | "note";

interface Props {
  readonly conversation: ConversationReply;
  readonly first: DraftReply;
  readonly name: (id: string | null) => string;
  readonly mine: boolean;
  /** Words that the packet, or the agent whose floor was taken, would say. */
  readonly suggestions: readonly { readonly label: string; readonly text: string }[];
  readonly onWriting: (writes: boolean) => void;
}

/** Where words to the customer, and notes for colleagues, are written. */
export function Composer({ conversation, first, name, mine, suggestions, onWriting }: Props) {
  const queries = useQueryClient();
  const { id } = conversation;
  const allowed = conversation.allowed ?? [];
  const modes: readonly Mode[] = (["reply", "join", "note"] as const).filter((mode) => allowed.includes(mode));
  const [chosen, setMode] = useState<Mode | null>(null);
  const mode = chosen !== null && modes.includes(chosen) ? chosen : modes[0];
  const draft = useDraft(id, first);
  const attaching = useAttaching(id);
  const attaches = mode !== "note" && allowed.includes("attach");
  const [note, setNote] = useState("");
  const [missing, setMissing] = useState<readonly string[]>([]);
  const [active, setActive] = useState(0);
  const box = useRef<HTMLTextAreaElement>(null);
  const canned = useQuery({ ...cannedQuery(id), enabled: modes.includes("reply") || modes.includes("join") });
  const text = mode === "note" ? note : draft.text;
  const asked = mode === "note" ? null : slashed(text);
  const offered = asked === null ? [] : fitting(canned.data?.replies ?? [], asked);

  const send = useMutation({
    mutationFn: (words: string) => {
      const params = { path: { conversation: id } };
      return mode === "note"
        ? ask(api.POST("/v1/conversations/{conversation}/notes", { params, body: { id: freshId(), text: words } }))
        : ask(
            api.POST("/v1/conversations/{conversation}/messages", {
              params,
              body: { id: freshId(), text: words, join: mode === "join", attachments: attaching.files.map((file) => file.id) },
            }),
          );
    },
    onError: refused,
    onSuccess: () => {
      if (mode === "note") {
        setNote("");
      } else {
        draft.sent();
        attaching.clear();
      }
      setMissing([]);
      onWriting(false);
      done(mode === "note" ? t.composer.noted : t.composer.sent);
      for (const key of [["conversation", id], ["turns", id], ["notes", id], ["cases"]]) {
        void queries.invalidateQueries({ queryKey: key });
      }
    },
  });
  const write = (words: string) => {
    if (mode === "note") {
      setNote(words);
    } else {
      draft.write(words);
      onWriting(words.trim() !== "");
    }
    setActive(0);
  };
  const submit = () => {
    if (text.trim() !== "" && !send.isPending && !attaching.sending) {
      send.mutate(text);
    }
  };
  const pick = (reply: CannedReply | undefined) => {
    if (reply !== undefined) {
      write(text.replace(/(^|\n)\/[\w-]*$/u, `$1${reply.filled ?? reply.text}`));
      setMissing(reply.missing ?? []);
      box.current?.focus();
    }
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) {
      event.preventDefault();
      submit();
    } else if (offered.length > 0 && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      setActive((active + (event.key === "ArrowDown" ? 1 : offered.length - 1)) % offered.length);
    } else if (offered.length > 0 && (event.key === "Enter" || event.key === "Tab")) {
      event.preventDefault();
      pick(offered[active]);
    } else if (event.key === "Escape") {
      box.current?.blur();
    }
  };
  const focus = (next: Mode) => {
    flushSync(() => setMode(next));
    box.current?.focus(); // at once: the next key is the first letter
  };
  useCommands([
    ...(modes.includes("reply") || modes.includes("join")
      ? [
          {
            id: "conversation reply",
            label: t.composer.reply,
            keys: "r",
            run: () => focus(modes.includes("reply") ? "reply" : "join"),
          },
        ]
      : []),
    ...(modes.includes("note")
      ? [{ id: "conversation note", label: t.composer.note, keys: "n", run: () => focus("note") }]
      : []),
  ]);
  if (mode === undefined) {
    return <p className={classes.cannot}>{t.composer.cannot}</p>;
  }
  const names = { reply: mine ? t.composer.reply : t.composer.takeOver, join: t.composer.join, note: t.composer.note };
  return (
    <section className={classes.composer} data-mode={mode}>
      {draft.theirs === null ? null : (
        <div className={classes.moved} role="alert">
          {t.composer.moved(name(draft.theirs.person))}
          <Button size="compact-xs" variant="default" onClick={draft.takeTheirs}>
            {t.composer.theirs}
          </Button>
          <Button size="compact-xs" variant="default" onClick={draft.keepMine}>
            {t.composer.mine}
          </Button>
        </div>
      )}
      {mode === "note" || text !== "" || suggestions.length === 0 ? null : (
        <div className={classes.suggestions}>
          {suggestions.map((each) => (
            <Button
              key={each.label}
              size="compact-xs"
              variant="light"
              leftSection={<Sparkles size={12} aria-hidden />}
              onClick={() => {
                write(each.text);
                box.current?.focus();
              }}
            >
              {each.label}
            </Button>
          ))}
        </div>
      )}
      {asked === null ? null : <CannedList replies={offered} active={active} pick={pick} />}
      <Textarea
        ref={box}
        aria-label={mode === "note" ? t.composer.note : names[mode]}
        aria-controls={asked === null ? undefined : "canned-replies"}
        placeholder={mode === "note" ? t.composer.notePlaceholder : t.composer.placeholder}
        value={text}
        onChange={(event) => write(event.currentTarget.value)}
        onKeyDown={press}
        onPaste={(event) => {
          if (attaches && event.clipboardData.files.length > 0) {
            event.preventDefault();
            attaching.add([...event.clipboardData.files]);
          }
        }}
        autosize
        minRows={2}
        maxRows={10}
        maxLength={20_000}
      />
      {attaches ? <Attached attaching={attaching} /> : null}
      {missing.length === 0 ? null : <p className={classes.missing}>{t.composer.missing(missing.join(", "))}</p>}
      <div className={classes.foot}>
        {modes.length < 2 ? (
          <span className={classes.mode}>{names[mode]}</span>
        ) : (
          <SegmentedControl
            size="xs"
            aria-label={t.composer.modes}
            value={mode}
            onChange={(value) => focus(value)}
            data={modes.map((value) => ({ value, label: names[value] }))}
          />
        )}
        {attaches ? <AttachButton attaching={attaching} /> : null}
        <span className={classes.saving} data-failed={draft.saving === "failed"} role="status">
          {mode === "note" || text === ""
            ? ""
            : draft.saving === "saving"
              ? t.composer.saving
              : draft.saving === "failed"
                ? t.composer.notSaved
                : t.composer.saved}
        </span>
        <Button size="xs" onClick={submit} loading={send.isPending} disabled={text.trim() === "" || attaching.sending} rightSection={<span className={classes.sendKeys}><KeyCaps keys="mod+Enter" /></span>}>
          {mode === "note" ? t.composer.keep : t.composer.send}
        </Button>
      </div>
    </section>
  );
}

import { useQueries, useQuery } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { Button } from "@mantine/core";
import { ArrowDown, StickyNote } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";

import type { CaseReply, ConversationReply, NoteReply, TurnReply } from "@/api/contract";
import { Empty } from "@/ui/states";
import { At } from "@/ui/time";

import { evidenceOf, itemsOf } from "./items";
import { notesQuery, TURNS_PAGE, turnsQuery } from "./queries";
import { t } from "./text";
import classes from "./Transcript.module.css";
import { TurnRow } from "./TurnRow";

interface Props {
  readonly conversation: ConversationReply;
  readonly cases: readonly CaseReply[];
  readonly customer: string;
  readonly name: (id: string | null) => string;
  /** A turn to begin at, from the address. */
  readonly at: number | null;
}

/** The whole talk, however long: only what is in view is drawn, and only the pages around it are read. */
export function Transcript({ conversation, cases, customer, name, at }: Props) {
  const { id, turns: total } = conversation;
  const scroller = useRef<HTMLDivElement>(null);
  const last = Math.max(0, Math.ceil(total / TURNS_PAGE) - 1);
  const begin = at === null ? last : Math.floor((at - 1) / TURNS_PAGE);
  const [read, setRead] = useState<readonly number[]>([begin]);
  const wanted = useMemo(() => [...new Set([...read, last])].filter((page) => page <= last), [read, last]);
  const pages = useQueries({ queries: wanted.map((page) => turnsQuery(id, page)) });
  const notes = useQuery(notesQuery(id)).data?.notes ?? [];
  const turns = new Map<number, TurnReply>();
  for (const page of pages) {
    for (const turn of page.data?.turns ?? []) {
      turns.set(turn.number, turn);
    }
  }
  const items = itemsOf(total, turns, notes);
  const spans = evidenceOf(turns.values(), cases);
  const [atEnd, setAtEnd] = useState(at === null);
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing below is memoised over the virtualizer
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 96,
    overscan: 6,
    getItemKey: (index) => {
      const item = items[index];
      return item === undefined ? index : item.kind === "turn" ? item.number : item.key;
    },
    onChange: (instance) => {
      const shown = instance.getVirtualItems().flatMap(({ index }) => {
        const item = items[index];
        return item?.kind === "turn" && item.turn === undefined ? [Math.floor((item.number - 1) / TURNS_PAGE)] : [];
      });
      if (shown.some((page) => !read.includes(page))) {
        setRead((before) => [...new Set([...before, ...shown])]);
      }
      const element = scroller.current;
      if (element !== null) {
        setAtEnd(element.scrollHeight - element.scrollTop - element.clientHeight < 80);
      }
    },
  });
  const loaded = pages.every((page) => page.data !== undefined);
  const start = at === null ? items.length - 1 : items.findIndex((item) => item.kind === "turn" && item.number === at);
  useEffect(() => {
    if (loaded && start >= 0) {
      rows.scrollToIndex(start, { align: at === null ? "end" : "center" });
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once, when the first pages are there
  }, [loaded, id, at]);
  useEffect(() => {
    if (atEnd && at === null && items.length > 0) {
      rows.scrollToIndex(items.length - 1, { align: "end" });
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- follow the end while it is in view
  }, [items.length]);
  if (total === 0) {
    return <Empty title={t.noTurns} />;
  }
  return (
    <div className={classes.frame}>
      <div ref={scroller} className={classes.scroller} role="log" aria-label={t.transcript} tabIndex={0}>
        <div className={classes.canvas} style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((row) => {
            const item = items[row.index];
            return (
              <div
                key={row.key}
                ref={rows.measureElement}
                data-index={row.index}
                className={classes.row}
                style={{ transform: `translateY(${row.start}px)` }}
              >
                {item === undefined ? null : item.kind === "note" ? (
                  <NoteRow note={item.note} name={name} />
                ) : item.turn === undefined ? (
                  <p className={classes.place}>{t.loadingTurn}</p>
                ) : (
                  <TurnRow
                    conversation={id}
                    turn={item.turn}
                    author={authorOf(item.turn, customer, name)}
                    name={name}
                    spans={spans.get(item.number) ?? []}
                    mayLabel={conversation.allowed?.includes("label") ?? false}
                    marked={item.number === at}
                  />
                )}
              </div>
            );
          })}
        </div>
      </div>
      {atEnd ? null : (
        <Button
          className={classes.newest}
          size="xs"
          variant="default"
          leftSection={<ArrowDown size={13} aria-hidden />}
          onClick={() => rows.scrollToIndex(items.length - 1, { align: "end" })}
        >
          {t.latest}
        </Button>
      )}
    </div>
  );
}

function authorOf(turn: TurnReply, customer: string, name: (id: string | null) => string): string {
  switch (turn.author) {
    case "customer":
      return customer;
    case "system":
      return t.authors.system;
    default:
      return name(turn.author_id);
  }
}

function NoteRow({ note, name }: { readonly note: NoteReply; readonly name: (id: string | null) => string }) {
  return (
    <aside className={classes.note} data-kind={note.kind}>
      <header className={classes.byline}>
        <StickyNote size={14} aria-hidden />
        <span className={classes.author}>{t.notes[note.kind]}</span>
        <span className={classes.quiet}>
          {name(note.by)} {note.kind === "whisper" ? t.notes.to(name(note.to)) : ""} · <At at={note.at} />
        </span>
      </header>
      <div className={classes.words}>{note.text ?? t.notes.sealed}</div>
    </aside>
  );
}

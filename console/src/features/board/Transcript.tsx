import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useLayoutEffect, useRef, useState } from "react";

import { api, ask } from "@/api/client";
import type { TurnReply } from "@/api/contract";
import { useLive } from "@/api/live";
import { Tag } from "@/ui/badges";
import { Confidence, Sentiment } from "@/ui/marks";
import { ReplyLabels } from "@/ui/ReplyLabels";
import { Loaded } from "@/ui/states";
import { At } from "@/ui/time";

import classes from "./Monitor.module.css";
import { t } from "./text";

const STEP = 40;
const SAID: ReadonlySet<string> = new Set(["said", "released"]);

interface Props {
  readonly id: string;
  readonly turns: number;
  readonly nameOf: (person: string) => string;
}

/** The last turns, live; it stays at the end unless the reader has scrolled up. */
export function Transcript({ id, turns, nameOf }: Props) {
  const [first, setFirst] = useState(() => Math.max(0, turns - STEP));
  const key = ["turns", id, first];
  const found = useQuery({
    queryKey: key,
    queryFn: () =>
      ask(
        api.GET("/v1/conversations/{conversation}/turns", {
          params: { path: { conversation: id }, query: { after: first, limit: 200 } },
        }),
      ),
    placeholderData: (before) => before,
  });
  useLive({ key, about: "conversation", id });
  const scroller = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const last = found.data?.turns.at(-1)?.number;
  useLayoutEffect(() => {
    if (atEnd.current && scroller.current !== null) {
      scroller.current.scrollTop = scroller.current.scrollHeight;
    }
  }, [last]);
  return (
    <div
      ref={scroller}
      className={classes.transcript}
      tabIndex={0}
      role="log"
      aria-label={t.transcript}
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        atEnd.current = scrollHeight - scrollTop - clientHeight < 48;
      }}
    >
      <Loaded of={found}>
        {(data) => (
          <>
            {first === 0 ? null : (
              <Button
                variant="subtle"
                size="compact-sm"
                mb="sm"
                onClick={() => {
                  atEnd.current = false;
                  setFirst(Math.max(0, first - STEP));
                }}
              >
                {t.earlier}
              </Button>
            )}
            <ol className={classes.turns}>
              {data.turns.map((turn) => (
                <Turn key={turn.number} turn={turn} nameOf={nameOf} />
              ))}
            </ol>
          </>
        )}
      </Loaded>
    </div>
  );
}

function Turn({ turn, nameOf }: { readonly turn: TurnReply; readonly nameOf: (person: string) => string }) {
  const name = turn.author === "person" ? nameOf(turn.author_id) : t.authors[turn.author];
  return (
    <li className={classes.turn} data-author={turn.author} data-said={SAID.has(turn.status)} data-status={turn.status}>
      <div className={classes.by}>
        <strong>{name}</strong>
        <At at={turn.said_at} />
        {turn.author === "agent" && turn.confidence !== null ? (
          <Confidence value={turn.confidence} origin={turn.confidence_origin} />
        ) : null}
        {turn.author === "customer" ? <Sentiment value={turn.sentiment} /> : null}
        <ReplyLabels labels={turn.labels} name={nameOf} />
        {SAID.has(turn.status) ? null : <Tag tone="warn">{t.draft[turn.status] ?? turn.status}</Tag>}
      </div>
      <p className={classes.text}>{turn.text ?? <Tag tone="info">{t.sealedTurn}</Tag>}</p>
    </li>
  );
}

import { Button, Tooltip } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, ask } from "@/api/client";
import type { BoardNotice, BoardPerson, TodayQueue } from "@/api/contract";
import { percent, span, words } from "@/text/format";
import { Money } from "@/ui/Money";
import { Ago, At, Since } from "@/ui/time";
import { done, refused } from "@/ui/toast";

import type { Known } from "./merge";
import classes from "./Side.module.css";
import { t } from "./text";
import { todayQuery } from "./today";

interface Props {
  readonly board: Known;
  readonly queue: string | undefined;
  readonly chooseQueue: (queue: string | undefined) => void;
  readonly open: (conversation: string) => void;
}

/** Beside the list: what must be heard, what waits in the queues, who is there. */
export function Side({ board, queue, chooseQueue, open }: Props) {
  return (
    <aside className={classes.side}>
      <Notices notices={board.notices} open={open} />
      <Queues board={board} queue={queue} chooseQueue={chooseQueue} />
      <People people={board.people} />
    </aside>
  );
}

const FEW = 3;

function Notices({ notices, open }: { readonly notices: readonly BoardNotice[]; readonly open: (conversation: string) => void }) {
  const [all, setAll] = useState(false);
  if (notices.length === 0) {
    return null;
  }
  const shown = all ? notices : notices.slice(0, FEW);
  return (
    <section className={classes.notices}>
      <h2 className={classes.heading}>{t.notices}</h2>
      <ul className={classes.plain}>
        {shown.map((notice) => (
          <Notice key={notice.id} notice={notice} open={open} />
        ))}
      </ul>
      {notices.length <= FEW ? null : (
        <button type="button" className={classes.more} onClick={() => setAll(!all)}>
          {all ? t.fewer : t.more(notices.length - FEW)}
        </button>
      )}
    </section>
  );
}

function Notice({ notice, open }: { readonly notice: BoardNotice; readonly open: (conversation: string) => void }) {
  const queries = useQueryClient();
  const acknowledge = useMutation({
    mutationFn: () => ask(api.POST("/v1/notices/{notice}/acknowledgement", { params: { path: { notice: notice.id } } })),
    onError: refused,
    onSuccess: () => {
      done(t.acknowledged);
      void queries.invalidateQueries({ queryKey: ["board"], exact: true });
    },
  });
  return (
    <li className={classes.notice}>
      <button type="button" className={classes.noticeText} onClick={() => open(notice.conversation)}>
        <strong>{notice.reasons.map(words).join(", ")}</strong>
        {notice.amount === null ? null : (
          <>
            {" "}
            <Money of={notice.amount} />
          </>
        )}
        <span className={classes.quiet}>
          <Ago at={notice.raised_at} /> · {t.told(notice.told.length)}
          {notice.rung === 0 ? null : ` · ${t.rung(notice.rung)}`}
        </span>
      </button>
      {notice.mine ? (
        <Button size="compact-xs" variant="default" loading={acknowledge.isPending} onClick={() => acknowledge.mutate()}>
          {t.acknowledge}
        </Button>
      ) : null}
    </li>
  );
}

function Queues({ board, queue, chooseQueue }: Pick<Props, "board" | "queue" | "chooseQueue">) {
  const today = useQuery(todayQuery);
  const served = new Map(today.data?.queues.map((each) => [each.id, each]));
  return (
    <section>
      <h2 className={classes.heading}>{t.queues}</h2>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">
              <span className="unseen">{t.queue}</span>
            </th>
            <th scope="col">{t.waiting}</th>
            <th scope="col">{t.oldest}</th>
            <th scope="col">
              <Tooltip label={t.levelHint} multiline maw={260}>
                <span>{t.level_}</span>
              </Tooltip>
            </th>
            <th scope="col">
              <Tooltip label={t.estimateHint} multiline maw={260}>
                <span>{t.estimate}</span>
              </Tooltip>
            </th>
          </tr>
        </thead>
        <tbody>
          {board.queues.map((each) => (
            <tr key={each.id} data-chosen={queue === each.id}>
              <th scope="row">
                <button
                  type="button"
                  className={classes.queue}
                  title={each.name}
                  aria-pressed={queue === each.id}
                  onClick={() => chooseQueue(queue === each.id ? undefined : each.id)}
                >
                  {each.name}
                </button>
              </th>
              <td data-some={each.waiting > 0}>{each.waiting}</td>
              <td>{each.oldest_at === null ? t.none : <Since at={each.oldest_at} />}</td>
              <td>{share(served.get(each.id))}</td>
              <td>
                <Estimate served={served.get(each.id)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function share(served: TodayQueue | undefined): string {
  return served?.service_level == null ? t.none : percent(served.service_level);
}

function Estimate({ served }: { readonly served: TodayQueue | undefined }) {
  if (served === undefined) {
    return t.none;
  }
  if (served.opens_at !== null) {
    return (
      <span className={classes.quiet}>
        <At at={served.opens_at} />
      </span>
    );
  }
  if (served.staffed === 0) {
    return <span className={classes.bad}>{t.nobody}</span>;
  }
  if (served.estimate_seconds === 0) {
    return t.atOnce;
  }
  return served.estimate_seconds === null ? t.none : span(served.estimate_seconds * 1_000);
}

const THERE: readonly BoardPerson["status"][] = ["online", "busy", "away"];

function People({ people }: { readonly people: readonly BoardPerson[] }) {
  const there = people
    .filter((each) => each.status !== "offline")
    .sort((a, b) => THERE.indexOf(a.status) - THERE.indexOf(b.status) || b.used / (b.capacity || 1) - a.used / (a.capacity || 1));
  const away = people.length - there.length;
  return (
    <section>
      <h2 className={classes.heading}>{t.people}</h2>
      <ul className={classes.plain}>
        {there.map((person) => (
          <Person key={person.id} person={person} />
        ))}
      </ul>
      {away === 0 ? null : <p className={classes.quiet}>{t.offline(away)}</p>}
    </section>
  );
}

function Person({ person }: { readonly person: BoardPerson }) {
  const full = person.capacity === 0 ? 0 : Math.min(1, person.used / person.capacity);
  return (
    <li className={classes.person}>
      <span className={classes.dot} data-status={person.status} title={t.statuses[person.status]}>
        <span className="unseen">{t.statuses[person.status]}</span>
      </span>
      <span className={classes.personName}>{person.name}</span>
      <span className={classes.bar} data-full={full >= 1} role="img" aria-label={t.load(person.used, person.capacity)}>
        <span style={{ width: `${full * 100}%` }} />
      </span>
      <span className={classes.load} aria-hidden>
        {person.used}/{person.capacity}
      </span>
    </li>
  );
}

import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Waves } from "lucide-react";

import { api, ask } from "@/api/client";
import type { ComparedReply, DriftAlarmReply, SideReply } from "@/api/contract";
import { useMay } from "@/api/session";
import { count, percent } from "@/text/format";
import { Tag } from "@/ui/badges";
import { Empty, Loaded } from "@/ui/states";
import { Table } from "@/ui/Table";
import { At } from "@/ui/time";
import { done, refused } from "@/ui/toast";

import classes from "./LearnPage.module.css";
import { t } from "./text";

const DRIFT = ["drift"] as const;

/** What moved by more than chance explains, and every series beside its reference. */
export function Drift() {
  const drift = useQuery({ queryKey: DRIFT, queryFn: () => ask(api.GET("/v1/drift")), staleTime: 60_000 });
  return (
    <Loaded of={drift}>
      {(data) => (
        <section aria-label={t.parts.drift} className={classes.lessons}>
          <p className="quiet">{t.drift.line(percent(data.false_alarms))}</p>
          {data.alarms.map((each) => (
            <Alarm key={each.alarm} alarm={each} />
          ))}
          {data.series.length === 0 ? (
            <Empty icon={Waves} title={t.drift.none}>
              {t.drift.noneLine(data.fewest)}
            </Empty>
          ) : (
            <>
              {data.alarms.length === 0 ? <p role="status">{t.drift.calm}</p> : null}
              <Series series={data.series} />
            </>
          )}
        </section>
      )}
    </Loaded>
  );
}

function Alarm({ alarm }: { readonly alarm: DriftAlarmReply }) {
  const mayAnswer = useMay("publish_policy");
  const queries = useQueryClient();
  const answer = useMutation({
    mutationFn: () => ask(api.POST("/v1/drift/{alarm}/acknowledgement", { params: { path: { alarm: String(alarm.alarm) } } })),
    onSuccess: () => done(t.drift.isAnswered),
    onError: refused,
    onSettled: () => queries.invalidateQueries({ queryKey: DRIFT }),
  });
  return (
    <article className={classes.card} aria-label={named(alarm)}>
      <h3>
        {named(alarm)} <Tag tone={alarm.standing ? "warn" : "plain"}>{alarm.standing ? t.drift.standing : t.drift.settled}</Tag>
      </h3>
      <p>{t.drift.moved(percent(alarm.before.value), percent(alarm.after.value))}</p>
      <p className="quiet">
        {t.drift.before} {shown(alarm.before)}; {t.drift.after} {shown(alarm.after)}. {t.drift.noticed} <At at={alarm.noticed_at} />
      </p>
      <footer className={classes.labels}>
        {alarm.standing && mayAnswer ? (
          <Button size="xs" disabled={answer.isPending} onClick={() => answer.mutate()}>
            {t.drift.answer}
          </Button>
        ) : null}
        <Behind of={alarm} />
      </footer>
    </article>
  );
}

function Behind({ of }: { readonly of: ComparedReply }) {
  if (of.rule !== null) {
    return (
      <Link to="/policy/$section" params={{ section: "fired" }} search={{ rule: of.rule }}>
        {t.drift.behind}
      </Link>
    );
  }
  return (
    <Link to="/insights" search={{ since: of.after.since.slice(0, 10), until: of.after.until.slice(0, 10) }}>
      {t.drift.behind}
    </Link>
  );
}

function Series({ series }: { readonly series: readonly ComparedReply[] }) {
  return (
    <Table label={t.drift.series}>
      <thead>
        <tr>
          <th scope="col">{t.drift.what}</th>
          <th scope="col">{t.drift.before}</th>
          <th scope="col">{t.drift.after}</th>
        </tr>
      </thead>
      <tbody>
        {series.map((each) => (
          <tr key={`${each.kind} ${each.rule ?? ""}`}>
            <td>{named(each)}</td>
            <td>{shown(each.before)}</td>
            <td>{shown(each.after)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

const named = (each: ComparedReply): string => each.title ?? t.drift.kinds[each.kind];

const shown = (side: SideReply): string =>
  t.drift.side(percent(side.value), percent(side.between.low), percent(side.between.high), count(side.conversations));

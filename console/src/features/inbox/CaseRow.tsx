import { memo } from "react";

import type { CaseReply } from "@/api/contract";
import { words } from "@/text/format";
import { customerOf } from "@/ui/customer";
import { Reasons, Sealed, Severity, Tag } from "@/ui/badges";
import { Money } from "@/ui/Money";
import { Due, Since } from "@/ui/time";

import classes from "./CaseRow.module.css";
import { t } from "./text";

/** A case in a list: who, why, and how long already. */
export const CaseRow = memo(function CaseRow({ item, queueName }: { readonly item: CaseReply; readonly queueName: string }) {
  const waits = item.state === "queued" || item.state === "offered" || item.state === "requested";
  return (
    <div className={classes.row}>
      <div className={classes.who}>
        <span className={classes.name}>
          {item.readable ? customerOf(item) : t.sealedCase}
          <Severity severity={item.severity} />
          {item.sealed ? <Sealed /> : null}
        </span>
        <span className={classes.about}>
          <About item={item} />
        </span>
      </div>
      <div className={classes.why}>
        {item.readable ? <Reasons reasons={item.reasons} most={3} /> : null}
        {item.reasons[0] === undefined || !item.readable ? null : <span className={classes.line}>{item.reasons[0].line}</span>}
      </div>
      <div className={classes.where}>
        <span>{queueName}</span>
        <span className="quiet">{waits ? words(item.channel) : (item.state in t.states ? t.states[item.state as keyof typeof t.states] : words(item.state))}</span>
      </div>
      <div className={classes.when}>
        <span className={classes.since} title={t.waited}>
          <Since at={item.requested_at} />
        </span>
        {waits ? <Due at={item.target_accept_at} dueIn={t.dueIn} overdue={t.overdue} /> : null}
      </div>
    </div>
  );
});

/** What the case is about, in one line. */
function About({ item }: { readonly item: CaseReply }) {
  if (item.asked !== null && item.readable) {
    return (
      <>
        {t.kinds.approval}: {words(item.asked.tool)}
        {item.asked.amount === null ? null : (
          <>
            {" · "}
            <Money of={item.asked.amount} />
          </>
        )}
      </>
    );
  }
  const kind = item.kind === "review" && item.held === null ? t.kinds.quality : t.kinds[item.kind];
  return (
    <>
      {kind}
      {item.topic === null || !item.readable ? null : ` · ${words(item.topic)}`}
      {item.practice ? <Tag tone="info">{t.practice}</Tag> : null}
    </>
  );
}

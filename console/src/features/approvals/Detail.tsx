import { ActionIcon, Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import type { ReactNode } from "react";

import type { ApprovalReply, AskedReply, Reason } from "@/api/contract";
import { useNameOf } from "@/api/names";
import { words } from "@/text/format";
import { customerOf } from "@/ui/customer";
import { ReasonBadge, Sealed } from "@/ui/badges";
import { FileChip } from "@/ui/FileChip";
import { Fields } from "@/ui/Fields";
import { Money } from "@/ui/Money";
import { At, Until } from "@/ui/time";

import classes from "./ApprovalsPage.module.css";
import { Decide } from "./Decide";
import { t } from "./text";

interface Props {
  readonly approval: ApprovalReply;
  readonly close: () => void;
}

/** One approval: exactly what is asked, why, who may decide, and deciding it. */
export function Detail({ approval, close }: Props) {
  const { case: item } = approval;
  const nameOf = useNameOf();
  if (item.asked === null) {
    return null;
  }
  return (
    <article className={classes.article}>
      <header className={classes.head}>
        <ActionIcon className={classes.back} variant="subtle" color="gray" aria-label={t.list} onClick={close}>
          <ArrowLeft size={18} aria-hidden />
        </ActionIcon>
        <div>
          <h2 className={classes.title}>
            {words(item.asked.tool)}
            {item.asked.amount === null ? null : (
              <>
                {" "}
                <Money of={item.asked.amount} />
              </>
            )}
          </h2>
          <p className={classes.sub}>
            {item.closed_at === null ? (
              <>
                {t.expires} <Until at={item.asked.expires_at} />
              </>
            ) : (
              <>
                {words(item.state)} · <At at={item.closed_at} />
              </>
            )}
          </p>
        </div>
      </header>
      <Asked asked={item.asked} sealed={item.sealed && !item.readable} />
      <Part title={t.reasons}>
        <ul className={classes.plain}>
          {item.reasons.map((reason) => (
            <Why key={`${reason.code} ${reason.rule}`} reason={reason} />
          ))}
        </ul>
      </Part>
      <Part title={t.context}>
        <dl className={classes.pairs}>
          <dt>{t.requester}</dt>
          <dd>{nameOf(item.asked.requester)}</dd>
          <dt>{t.customer}</dt>
          <dd>{customerOf(item)}</dd>
          <dt>{t.conversation}</dt>
          <dd>
            <Anchor
              renderRoot={(given) => (
                <Link to="/conversations/$conversation" params={{ conversation: item.conversation }} {...given} />
              )}
            >
              {t.openConversation}
            </Anchor>
          </dd>
        </dl>
      </Part>
      {item.closed_at === null ? (
        <>
          <Part title={t.who}>
            <p className={classes.sub}>{t.whoLine(words(approval.approvers.role), approval.approvers.credential)}</p>
            <p className={approval.approvers.people.length === 0 ? classes.bad : undefined}>
              {approval.approvers.people.length === 0 ? t.nobodyMay : approval.approvers.people.map(nameOf).join(", ")}
            </p>
          </Part>
          <Decide approval={approval} asked={item.asked} nameOf={nameOf} />
        </>
      ) : (
        <Decided approval={approval} nameOf={nameOf} />
      )}
    </article>
  );
}

function Asked({ asked, sealed }: { readonly asked: AskedReply; readonly sealed: boolean }) {
  return (
    <Part title={t.arguments}>
      {sealed || asked.arguments === null ? (
        <p>
          <Sealed /> {t.sealed}
        </p>
      ) : (
        <div className={classes.arguments}>
          <Fields of={asked.arguments} />
        </div>
      )}
      {asked.impact === null ? null : (
        <p>
          <strong className={classes.label}>{t.impact}</strong> {asked.impact}
        </p>
      )}
      <p className={classes.digest} title={t.digest}>
        {asked.digest}
      </p>
    </Part>
  );
}

function Why({ reason }: { readonly reason: Reason }) {
  const quotes = reason.evidence.flatMap((each) => (each.value === null ? [] : [each.fact === null ? `“${each.value}”` : `${words(each.fact)}: ${each.value}`]));
  return (
    <li className={classes.why}>
      <ReasonBadge reason={reason} /> {reason.line}
      {quotes.length === 0 ? null : <p className={classes.sub}>{quotes.join(" · ")}</p>}
    </li>
  );
}

function Decided({ approval, nameOf }: { readonly approval: ApprovalReply; readonly nameOf: (id: string) => string }) {
  const { case: item, action } = approval;
  const verification = item.asked?.verification;
  return (
    <Part title={t.became}>
      <dl className={classes.pairs}>
        <dt>{t.outcome}</dt>
        <dd>{words(item.state)}</dd>
        <dt>{t.decidedBy}</dt>
        <dd>{item.decided_by === null ? t.nothing : nameOf(item.decided_by)}</dd>
        <dt>{t.ground}</dt>
        <dd>{item.document?.ground ?? t.nothing}</dd>
        <dt>{t.verify}</dt>
        <dd>{verification == null ? t.nothing : `${words(verification.means)}: ${verification.result ?? t.nothing}`}</dd>
        <dt>{t.act}</dt>
        <dd>{t.actions[action]}</dd>
        {item.document === null || item.document.attachments.length === 0 ? null : (
          <>
            <dt>{t.evidence}</dt>
            <dd>
              {item.document.attachments.map((file) => (
                <FileChip key={file.id} conversation={item.conversation} file={file} />
              ))}
            </dd>
          </>
        )}
      </dl>
    </Part>
  );
}

export function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={classes.part}>
      <h3 className={classes.heading}>{title}</h3>
      {children}
    </section>
  );
}

import { Progress } from "@mantine/core";

import type { CaseReply, PacketReply } from "@/api/contract";
import { money, percent, words } from "@/text/format";
import { ReasonBadge, Tag } from "@/ui/badges";
import { At, Until } from "@/ui/time";

import { ActPanel } from "./ActPanel";
import { Attempts } from "./Attempts";
import { Linked } from "./Linked";
import classes from "./Packet.module.css";
import { Facts, MoodLine, Part, Quoted, Quotes, Records, Turn } from "./PacketParts";
import { t } from "./text";
import { Written } from "./Written";

interface Props {
  readonly packet: PacketReply;
  readonly of: CaseReply;
  /** Whether I may use the agent’s tools here now. */
  readonly mayAct: boolean;
  readonly name: (id: string | null) => string;
  readonly goTo: (turn: number) => void;
}

/** Everything that the next person needs so as not to ask again. */
export function Packet({ packet, of, mayAct, name, goTo }: Props) {
  const { crm, who } = packet;
  const missing = of.documentation_missing;
  return (
    <div className={classes.packet}>
      <Part title={t.parts.why}>
        <p className={classes.why}>{packet.why}</p>
        <ul className={classes.list}>
          {packet.reasons.map((reason) => (
            <li key={`${reason.code} ${reason.line ?? ""}`}>
              <ReasonBadge reason={{ ...reason, rule: reason.code, line: reason.line ?? words(reason.code), evidence: [] }} />{" "}
              <span className={classes.quiet}>{reason.line}</span>
              <Quotes quotes={reason.evidence} goTo={goTo} />
            </li>
          ))}
        </ul>
      </Part>
      {packet.assessment.length === 0 ? null : (
        <Part title={t.parts.assessment}>
          {packet.assessment.map((quote, index) => (
            <Quoted key={index} turn={quote.turn} goTo={goTo}>
              {quote.text ?? ""}
            </Quoted>
          ))}
        </Part>
      )}
      {packet.summary === null ? null : (
        <Part title={t.parts.summary} aside={packet.summary.label === "extractive" ? t.parts.quoted : t.parts.written(packet.summary.label)}>
          {packet.summary.lines.map((line) => (
            <p key={line.turn} className={classes.line}>
              <span className={classes.quiet}>{t.authors[line.author]}:</span> {line.text} <Turn number={line.turn} goTo={goTo} />
            </p>
          ))}
        </Part>
      )}
      {packet.suggestion === null ? null : (
        <Part title={t.parts.next}>
          <p className={classes.next}>{packet.suggestion}</p>
        </Part>
      )}
      {missing.length === 0 ? null : (
        <Part title={t.parts.documentation}>
          <div className={classes.tags}>
            {missing.map((part) => (
              <Tag key={part} tone="warn">
                {words(part)}
              </Tag>
            ))}
          </div>
        </Part>
      )}
      {of.document === null ? null : <Written of={of} record={of.document} name={name} />}
      <Linked of={of} />
      {of.consultations.length === 0 ? null : (
        <Part title={t.parts.consultations}>
          {of.consultations.map((each) => (
            <p key={each.id} className={classes.line}>
              <strong>{name(each.asked)}</strong>: {each.question}
              <br />
              {each.answer === null ? (
                <span className={classes.quiet}>
                  {each.lapsed ? t.parts.lapsed : t.parts.noAnswer} {each.lapsed ? null : <Until at={each.due_at} />}
                </span>
              ) : (
                <span>
                  {each.answer} <span className={classes.quiet}>{t.parts.by(name(each.answered_by))}</span>
                </span>
              )}
            </p>
          ))}
        </Part>
      )}
      <ActPanel conversation={packet.conversation} mayAct={mayAct} name={name} />
      {packet.attempts.length === 0 ? null : (
        <Part title={t.parts.tried}>
          <Attempts attempts={packet.attempts} goTo={goTo} />
        </Part>
      )}
      {packet.promises.length === 0 ? null : (
        <Part title={t.parts.promises}>
          <ul className={classes.list}>
            {packet.promises.map((promise, index) => (
              <li key={index}>
                <Tag tone={promise.kept ? "good" : "warn"}>{promise.kept ? t.parts.kept : t.parts.open}</Tag> {promise.text}{" "}
                <Turn number={promise.turn} goTo={goTo} />
              </li>
            ))}
          </ul>
        </Part>
      )}
      {packet.captured.length === 0 ? null : (
        <Part title={t.parts.captured}>
          <Facts rows={packet.captured.map((point) => [words(point.name), point.value])} />
        </Part>
      )}
      {packet.sentiment.length < 2 ? null : (
        <Part title={t.parts.mood}>
          <MoodLine values={packet.sentiment.map((mood) => mood.sentiment)} />
        </Part>
      )}
      {packet.opportunity === null ? null : (
        <Part title={t.parts.opportunity}>
          <ul className={classes.list}>
            {packet.opportunity.points.map((point, index) => (
              <li key={index}>
                <Tag>{words(point.kind)}</Tag> {point.text} <Turn number={point.turn} goTo={goTo} />
              </li>
            ))}
          </ul>
        </Part>
      )}
      {crm === null && (who === null || Object.values(who).every((known) => known === null)) ? null : (
        <Part title={t.parts.crm} {...(crm?.stale === true ? { aside: t.parts.stale } : {})}>
          <Facts
            rows={[
              [t.crm.name, who?.name],
              [t.crm.role, who?.role],
              [t.crm.company, who?.company ?? crm?.account?.name],
              [t.crm.email, who?.email],
              [t.crm.phone, who?.phone],
              [t.crm.tier, crm?.tier],
              [t.crm.value, crm?.lifetime_value == null ? null : money(crm.lifetime_value.amount, crm.lifetime_value.currency)],
              [t.crm.contract, crm?.account?.contract_size == null ? null : money(crm.account.contract_size.amount, crm.account.contract_size.currency)],
              [t.crm.ends, crm?.account?.contract_ends == null ? null : <At at={crm.account.contract_ends} />],
              [t.crm.health, crm?.health == null ? null : percent(crm.health)],
              [t.crm.owner, crm?.owner == null ? null : name(crm.owner)],
              [t.crm.contacts, crm === null ? null : t.parts.contacts(crm.contacts_30_days)],
            ]}
          />
          {crm?.account?.strategic === true ? <Tag tone="accent">{t.parts.strategic}</Tag> : null}
          {crm === null ? null : (
            <>
              <Records title={t.parts.cases} entries={crm.open_cases} />
              <Records title={t.parts.orders} entries={crm.orders} />
              <Records title={t.parts.entitlements} entries={crm.entitlements} />
              <Records title={t.parts.contracts} entries={crm.contracts} />
              <Records title={t.parts.opportunities} entries={crm.opportunities} />
              <Records title={t.parts.interactions} entries={crm.interactions} />
              <Records title={t.parts.acts} entries={crm.acts} />
            </>
          )}
        </Part>
      )}
      <Part title={t.parts.complete} aside={percent(packet.completeness.score)}>
        <Progress value={packet.completeness.score * 100} size="sm" aria-label={t.parts.complete} />
        {packet.completeness.missing.length === 0 ? null : (
          <p className={classes.quiet}>{t.parts.missing(packet.completeness.missing.map((part) => (part in t.missing ? t.missing[part as keyof typeof t.missing] : words(part))).join(", "))}</p>
        )}
      </Part>
    </div>
  );
}

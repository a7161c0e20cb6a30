import { Anchor, Progress } from "@mantine/core";
import type { ReactNode } from "react";

import type { CaseReply, CrmEntry, PacketReply } from "@/api/contract";
import { money, percent, words } from "@/text/format";
import { ReasonBadge, Tag } from "@/ui/badges";
import { Sentiment } from "@/ui/marks";
import { At, Until } from "@/ui/time";

import { ActPanel } from "./ActPanel";
import classes from "./Packet.module.css";
import { t } from "./text";

interface Props {
  readonly packet: PacketReply;
  readonly of: CaseReply;
  readonly name: (id: string | null) => string;
  readonly goTo: (turn: number) => void;
}

/** Everything that the next person needs so as not to ask again. */
export function Packet({ packet, of, name, goTo }: Props) {
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
        <Part title={t.parts.summary} aside={t.parts.by(packet.summary.label)}>
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
      <ActPanel conversation={packet.conversation} name={name} />
      {packet.attempts.length === 0 ? null : (
        <Part title={t.parts.tried}>
          <ol className={classes.list}>
            {packet.attempts.map((attempt, index) => (
              <li key={index}>
                <Tag tone={attempt.failed ? "bad" : "plain"}>{words(attempt.kind)}</Tag> {attempt.what}{" "}
                {attempt.turn === null ? null : <Turn number={attempt.turn} goTo={goTo} />}
                {attempt.result === null ? null : <p className={classes.quiet}>{attempt.result}</p>}
                {attempt.reaction === null ? null : (
                  <p className={classes.reaction}>
                    {t.parts.customerSaid} “{attempt.reaction.text}” <Sentiment value={attempt.reaction.sentiment} />
                  </p>
                )}
              </li>
            ))}
          </ol>
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
      {crm === null && who === null ? null : (
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
              [t.crm.health, crm?.health == null ? null : percent(crm.health)],
              [t.crm.owner, crm?.owner == null ? null : name(crm.owner)],
              [t.crm.contacts, crm === null ? null : t.parts.contacts(crm.contacts_30_days)],
            ]}
          />
          {crm === null ? null : (
            <>
              <Records title={t.parts.cases} entries={crm.open_cases} />
              <Records title={t.parts.orders} entries={crm.orders} />
              <Records title={t.parts.entitlements} entries={crm.entitlements} />
              <Records title={t.parts.contracts} entries={crm.contracts} />
              <Records title={t.parts.opportunities} entries={crm.opportunities} />
              <Records title={t.parts.interactions} entries={crm.interactions} />
            </>
          )}
        </Part>
      )}
      <Part title={t.parts.complete} aside={percent(packet.completeness.score)}>
        <Progress value={packet.completeness.score * 100} size="sm" aria-label={t.parts.complete} />
        {packet.completeness.missing.length === 0 ? null : (
          <p className={classes.quiet}>{t.parts.missing(packet.completeness.missing.map(words).join(", "))}</p>
        )}
      </Part>
    </div>
  );
}

function Part({ title, aside, children }: { readonly title: string; readonly aside?: string; readonly children: ReactNode }) {
  return (
    <section className={classes.part}>
      <header className={classes.head}>
        <h3 className={classes.title}>{title}</h3>
        {aside === undefined ? null : <span className={classes.quiet}>{aside}</span>}
      </header>
      {children}
    </section>
  );
}

function Turn({ number, goTo }: { readonly number: number; readonly goTo: (turn: number) => void }) {
  return (
    <Anchor component="button" type="button" size="xs" onClick={() => goTo(number)}>
      {t.parts.turn(number)}
    </Anchor>
  );
}

function Quoted({ turn, goTo, children }: { readonly turn: number | null; readonly goTo: (turn: number) => void; readonly children: ReactNode }) {
  return (
    <blockquote className={classes.quote}>
      “{children}” {turn === null ? null : <Turn number={turn} goTo={goTo} />}
    </blockquote>
  );
}

/** The words of one reason, those of one turn together. */
function Quotes({ quotes, goTo }: { readonly quotes: PacketReply["assessment"]; readonly goTo: (turn: number) => void }) {
  const turns = [...new Set(quotes.filter((quote) => quote.text !== null).map((quote) => quote.turn))];
  return turns.map((turn) => (
    <Quoted key={turn ?? "fact"} turn={turn} goTo={goTo}>
      {quotes.flatMap((quote) => (quote.turn === turn && quote.text !== null ? [quote.text] : [])).join("” · “")}
    </Quoted>
  ));
}

function Facts({ rows }: { readonly rows: readonly (readonly [string, string | null | undefined])[] }) {
  return (
    <dl className={classes.facts}>
      {rows.map(([label, value]) =>
        value == null || value === "" ? null : (
          <div key={label} className={classes.fact}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

function Records({ title, entries }: { readonly title: string; readonly entries: readonly CrmEntry[] }) {
  if (entries.length === 0) {
    return null;
  }
  return (
    <details className={classes.records} open={entries.length <= 3}>
      <summary>
        {title} <span className="num">{entries.length}</span>
      </summary>
      <ul className={classes.list}>
        {entries.map((entry) => (
          <li key={entry.id}>
            <strong>{entry.title}</strong> {entry.status === null ? null : <Tag>{words(entry.status)}</Tag>}{" "}
            {entry.amount === null ? null : <span className="num">{money(entry.amount.amount, entry.amount.currency)}</span>}{" "}
            <span className={classes.quiet}>{entry.at === null ? null : <At at={entry.at} />}</span>
            {entry.detail === null ? null : <p className={classes.quiet}>{entry.detail}</p>}
          </li>
        ))}
      </ul>
    </details>
  );
}

function MoodLine({ values }: { readonly values: readonly number[] }) {
  const step = 100 / Math.max(1, values.length - 1);
  const points = values.map((value, index) => `${index * step},${14 - value * 12}`).join(" ");
  const label = values.map((value) => value.toFixed(1)).join(", ");
  return (
    <svg viewBox="0 0 100 28" className={classes.mood} preserveAspectRatio="none" role="img" aria-label={`${t.parts.mood}: ${label}`}>
      <line x1="0" y1="14" x2="100" y2="14" className={classes.axis} />
      <polyline points={points} className={classes.path} />
    </svg>
  );
}

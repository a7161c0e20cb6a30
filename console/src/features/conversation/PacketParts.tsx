import { Anchor } from "@mantine/core";
import type { ReactNode } from "react";

import type { CrmEntry, PacketReply } from "@/api/contract";
import { money, words } from "@/text/format";
import { Tag } from "@/ui/badges";
import { At } from "@/ui/time";

import classes from "./Packet.module.css";
import { t } from "./text";

export function Part({ title, aside, children }: { readonly title: string; readonly aside?: string; readonly children: ReactNode }) {
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

export function Turn({ number, goTo }: { readonly number: number; readonly goTo: (turn: number) => void }) {
  return (
    <Anchor component="button" type="button" size="xs" onClick={() => goTo(number)}>
      {t.parts.turn(number)}
    </Anchor>
  );
}

export function Quoted({ turn, goTo, children }: { readonly turn: number | null; readonly goTo: (turn: number) => void; readonly children: ReactNode }) {
  return (
    <blockquote className={classes.quote}>
      “{children}” {turn === null ? null : <Turn number={turn} goTo={goTo} />}
    </blockquote>
  );
}

/** The words of one reason, those of one turn together; and the facts that it rests on. */
export function Quotes({ quotes, goTo }: { readonly quotes: PacketReply["assessment"]; readonly goTo: (turn: number) => void }) {
  const told = quotes.filter((quote) => quote.text !== null && quote.fact === null);
  const facts = quotes.filter((quote) => quote.text !== null && quote.fact !== null);
  return (
    <>
      {[...new Set(told.map((quote) => quote.turn))].map((turn) => (
        <Quoted key={turn ?? "unplaced"} turn={turn} goTo={goTo}>
          {told.flatMap((quote) => (quote.turn === turn ? [quote.text] : [])).join("” · “")}
        </Quoted>
      ))}
      {facts.length === 0 ? null : <Facts rows={facts.map((quote) => [words(quote.fact ?? ""), figure(quote.text ?? "")])} />}
    </>
  );
}

/** 0.3000 → 0.3 */
const figure = (text: string): string => (/^-?\d+\.\d+$/u.test(text) ? String(Number(text)) : text);

export function Facts({ rows }: { readonly rows: readonly (readonly [string, ReactNode])[] }) {
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

export function Records({ title, entries }: { readonly title: string; readonly entries: readonly CrmEntry[] }) {
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

export function MoodLine({ values }: { readonly values: readonly number[] }) {
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

import type { BoardRow } from "@/api/contract";
import { words } from "@/text/format";
import { customerOf } from "@/ui/customer";
import { Sealed, Tag, type Tone } from "@/ui/badges";
import { Ago, Since } from "@/ui/time";

import classes from "./Row.module.css";
import { Sparkline } from "./Sparkline";
import { t } from "./text";

const STRONG = 200;
const MARKED = 100;

interface Props {
  readonly row: BoardRow;
  readonly open: boolean;
  readonly nameOf: (person: string) => string;
}

/** One live conversation in one line: who, why here, how it goes, who has it, how long. */
export function Row({ row, open, nameOf }: Props) {
  return (
    <div className={classes.row} data-level={row.level} data-open={open}>
      <span className={classes.level} title={`${t.levels[row.level]} · ${t.points(row.points)}`}>
        <span className="unseen">{t.levels[row.level]}</span>
      </span>
      <span className={classes.who}>
        <span className={classes.name}>{customerOf(row)}</span>
        <span className={classes.about}>{[row.channel, row.topic].filter(Boolean).map(spoken).concat(nameOf(row.agent)).join(" · ")}</span>
      </span>
      <span className={classes.why}>
        <Why row={row} />
      </span>
      <span className={classes.lines}>
        <Sparkline kind="sentiment" points={row.sentiment} />
        <Sparkline kind="confidence" points={row.confidence} />
      </span>
      <span className={classes.holder}>
        <Holder row={row} nameOf={nameOf} />
      </span>
      <span className={classes.time}>
        {row.waiting_since === null ? <span className="quiet"><Ago at={row.active_at} /></span> : <Since at={row.waiting_since} />}
      </span>
    </div>
  );
}

function Why({ row }: { readonly row: BoardRow }) {
  const [first, second, ...rest] = row.needs;
  return (
    <>
      {row.sealed ? <Sealed /> : null}
      {[first, second].map((need) =>
        need === undefined ? null : (
          <Tag key={need.sign} tone={toneOf(need.points)}>
            {t.sign[need.sign] ?? words(need.sign)}
          </Tag>
        ),
      )}
      {rest.length === 0 ? null : (
        <span className="quiet" title={rest.map((need) => t.sign[need.sign] ?? words(need.sign)).join(", ")}>
          +{rest.length}
        </span>
      )}
      {row.holds_replies ? <Tag tone="info">{t.held}</Tag> : null}
      {row.flagged ? <Tag>{t.flagged}</Tag> : null}
      {first === undefined && !row.sealed && !row.holds_replies && !row.flagged ? <span className={classes.calm}>{t.calm}</span> : null}
    </>
  );
}

function Holder({ row, nameOf }: { readonly row: BoardRow; readonly nameOf: (person: string) => string }) {
  const { kind, id } = row.holder;
  const name = id === null ? t.holders[kind] : nameOf(id);
  return (
    <span className={classes.chip} data-kind={kind} title={`${t.holders[kind]}${id === null ? "" : ` · ${name}`}`}>
      <span className={classes.dot} aria-hidden />
      <span className={classes.chipName}>{name}</span>
    </span>
  );
}

const toneOf = (points: number): Tone => (points >= STRONG ? "bad" : points >= MARKED ? "warn" : "plain");
const spoken = (part: string | null): string => (part === null ? "" : words(part));

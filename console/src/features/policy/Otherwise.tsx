import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";

import { count, words } from "@/text/format";

import classes from "./policy.module.css";
import { t } from "./text";

/** Conversations that are named before somebody asks for all. */
const FIRST = 5;

interface Other {
  readonly conversation: string;
  readonly decision: string;
  readonly turn: number | null;
  readonly before: string;
  readonly after: string;
  readonly reasons: readonly string[];
}

interface OtherwiseProps {
  readonly line: string;
  readonly escalatedBefore: number;
  readonly escalated: number;
  readonly changed: number;
  readonly blind: number;
  readonly examples: readonly Other[];
}

/** What a version would have decided beside what was decided: in a rehearsal, or in the shadow. */
export function Otherwise({ line, escalatedBefore, escalated, changed, blind, examples }: OtherwiseProps) {
  const [all, setAll] = useState(false);
  const shown = all ? examples : examples.slice(0, FIRST);
  return (
    <>
      <p className="quiet">{line}</p>
      <dl className={classes.details}>
        <dt>{t.versions.escalated}</dt>
        <dd>{t.versions.escalatedLine(escalatedBefore, escalated)}</dd>
        <dt>{t.versions.changedTalks}</dt>
        <dd>{count(changed)}</dd>
        <dt>{t.versions.blind}</dt>
        <dd>
          {count(blind)} {blind === 0 ? null : <span className="quiet">{t.versions.blindLine}</span>}
        </dd>
      </dl>
      {examples.length === 0 ? <p>{t.versions.noChange}</p> : null}
      <ul className={classes.changes}>
        {shown.map((example) => (
          <li key={example.decision} className={classes.change}>
            <Link
              className={classes.link}
              to="/conversations/$conversation"
              params={{ conversation: example.conversation }}
            >
              {example.conversation}
            </Link>{" "}
            <span className="quiet">{example.turn === null ? "" : t.versions.turn(example.turn)}</span>
            <br />
            <span className={classes.before}>{words(example.before)}</span> {words(example.after)}
            {example.reasons.length === 0 ? null : (
              <span className="quiet"> ({example.reasons.map(words).join(", ")})</span>
            )}
          </li>
        ))}
      </ul>
      {shown.length === examples.length ? null : (
        <Button size="compact-sm" variant="subtle" onClick={() => setAll(true)}>
          {t.versions.allOthers(examples.length)}
        </Button>
      )}
    </>
  );
}

import { UnstyledButton } from "@mantine/core";

import type { PolicyProblem } from "@/api/contract";

import classes from "./policy.module.css";
import { t } from "./text";

/** A finding under its own line of the document, with a caret at its column. */
export function Caret({ document, problem }: { readonly document: string; readonly problem: PolicyProblem }) {
  const line = document.split("\n")[problem.line - 1] ?? "";
  const lead = line.length - line.trimStart().length;
  return (
    <div role="alert">
      <pre className={classes.caret}>
        {line.trimStart()}
        {"\n"}
        <span className={classes.caretMark}>{`${" ".repeat(Math.max(0, problem.column - 1 - lead))}^`}</span>
      </pre>
      <p className={classes.text}>
        {problem.message} {problem.fix} <span className={classes.where}>{t.place(problem.line, problem.column)}</span>
      </p>
    </div>
  );
}

interface ListProps {
  readonly problems: readonly PolicyProblem[];
  readonly go?: (problem: PolicyProblem) => void;
}

/** All that the checker says, errors first. */
export function Problems({ problems, go }: ListProps) {
  const ordered = problems.toSorted((one, other) => Number(other.severity === "error") - Number(one.severity === "error"));
  return (
    <ul className={classes.problems}>
      {ordered.map((problem) => (
        <li key={`${problem.line} ${problem.column} ${problem.message}`}>
          <UnstyledButton className={classes.problem} data-severity={problem.severity} onClick={() => go?.(problem)}>
            <span className={classes.where}>{t.place(problem.line, problem.column)}</span>
            <br />
            {problem.message} {problem.fix === null ? null : <span className="quiet">{problem.fix}</span>}
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}

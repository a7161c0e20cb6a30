import { useQuery } from "@tanstack/react-query";
import { Tooltip } from "@mantine/core";

import type { TodayFigure } from "@/api/contract";
import { count, percent, span } from "@/text/format";

import classes from "./Strip.module.css";
import { t } from "./text";
import { todayQuery } from "./today";

/** Today so far, each figure beside what is usual at this time of this weekday. */
export function Strip() {
  const today = useQuery(todayQuery);
  return (
    <dl className={classes.strip} aria-label={t.today}>
      {(today.data?.figures ?? PENDING).map((figure) => (
        <Figure key={figure.name} figure={figure} />
      ))}
    </dl>
  );
}

function Figure({ figure }: { readonly figure: TodayFigure }) {
  const { usual, lowest, highest } = figure;
  const hint = lowest === null || highest === null ? "" : ` ${t.between(written(figure, lowest), written(figure, highest))}`;
  return (
    <Tooltip label={`${figure.definition} (${count(figure.of)})${hint}`} multiline maw={340} disabled={figure.definition === ""}>
      <div className={classes.figure} tabIndex={0}>
        <dt>{t.figure[figure.name] ?? figure.name}</dt>
        <dd className={classes.value}>
          {written(figure, figure.value)}
          <Drift figure={figure} />
        </dd>
        <dd className={classes.usual}>{usual === null ? t.noUsual : t.usual(written(figure, usual), figure.days)}</dd>
      </div>
    </Tooltip>
  );
}

/** Outside of all the days that it is compared with: worth a look. */
function Drift({ figure }: { readonly figure: TodayFigure }) {
  const { value, lowest, highest } = figure;
  if (value === null || lowest === null || highest === null || (value >= lowest && value <= highest)) {
    return null;
  }
  return (
    <span className={classes.drift} aria-hidden>
      {value > highest ? "▲" : "▼"}
    </span>
  );
}

function written(figure: TodayFigure, value: number | null): string {
  if (value === null) {
    return t.none;
  }
  switch (figure.unit) {
    case "share":
      return percent(value);
    case "seconds":
      return span(value * 1_000);
    case "sentiment":
      return `${value > 0 ? "+" : ""}${value.toFixed(2)}`;
  }
}

const PENDING: readonly TodayFigure[] = ["escalation_rate", "resolution_time", "sentiment", "confidence"].map((name) => ({
  name,
  unit: "share",
  definition: "",
  value: null,
  of: 0,
  usual: null,
  lowest: null,
  highest: null,
  days: 0,
  days_of: 0,
}));

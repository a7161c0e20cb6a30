import { Tooltip } from "@mantine/core";

import { percent } from "@/text/format";

import classes from "./marks.module.css";
import { t } from "./text";

interface ConfidenceProps {
  readonly value: number | null;
  /** Who says so; `estimated` where the agent supplied none. */
  readonly origin?: string | null;
  /** The threshold it was compared with, where it was. */
  readonly threshold?: number | null;
}

/** An agent's confidence as a short bar and a number; absent is never certain. */
export function Confidence({ value, origin, threshold }: ConfidenceProps) {
  if (value === null) {
    return (
      <span className={classes.none} title={t.unknownConfidence}>
        –
      </span>
    );
  }
  const low = threshold == null ? value < 0.5 : value < threshold;
  const label = `${t.confidence} ${percent(value)}${origin == null ? "" : ` · ${origin.replaceAll("_", " ")}`}`;
  return (
    <Tooltip label={label}>
      <span className={classes.confidence} data-low={low} role="img" aria-label={label}>
        <svg viewBox="0 0 32 4" width="32" height="4" aria-hidden>
          <rect width="32" height="4" rx="2" className={classes.track} />
          <rect width={Math.max(2, 32 * value)} height="4" rx="2" className={classes.fill} />
        </svg>
        <span className="num">{percent(value)}</span>
      </span>
    </Tooltip>
  );
}

/** The customer's sentiment from -1 (bad) to 1 (good), as a mark left or right of the middle. */
export function Sentiment({ value, kind }: { readonly value: number | null; readonly kind?: string | null }) {
  if (value === null) {
    return null;
  }
  const label = `${t.sentiment} ${value > 0 ? "+" : ""}${value.toFixed(1)}${kind == null ? "" : ` · ${kind.replaceAll("_", " ")}`}`;
  const width = Math.max(1, Math.abs(value) * 12);
  return (
    <Tooltip label={label}>
      <svg
        className={classes.sentiment}
        data-tone={value <= -0.3 ? "bad" : value >= 0.3 ? "good" : "plain"}
        viewBox="0 0 26 8"
        width="26"
        height="8"
        role="img"
        aria-label={label}
      >
        <rect x="12.5" width="1" height="8" className={classes.axis} />
        <rect x={value < 0 ? 12.5 - width : 13.5} y="2" width={width} height="4" rx="1" className={classes.fill} />
      </svg>
    </Tooltip>
  );
}

import { percent } from "@/text/format";

import classes from "./Sparkline.module.css";
import { t } from "./text";

interface Props {
  readonly kind: "sentiment" | "confidence";
  readonly points: readonly number[];
}

const WIDTH = 72;
const HEIGHT = 22;
const MOST = 20;
const RANGE = { sentiment: [-1, 1], confidence: [0, 1] } as const;

/** The last twenty points of a line; its end is what counts. */
export function Sparkline({ kind, points }: Props) {
  const last = points.at(-1);
  if (last === undefined) {
    return <span className={classes.none} title={t.noLine}>{t.none}</span>;
  }
  const [low, high] = RANGE[kind];
  const shown = points.slice(-MOST);
  const step = (WIDTH - 6) / (MOST - 1);
  const start = WIDTH - 3 - (shown.length - 1) * step;
  const at = (value: number, index: number) =>
    [start + index * step, 2 + (HEIGHT - 4) * (1 - (value - low) / (high - low))] as const;
  const [x, y] = at(last, shown.length - 1);
  const said = kind === "confidence" ? percent(last) : `${last > 0 ? "+" : ""}${last.toFixed(1)}`;
  const label = t.line(kind === "confidence" ? t.confidence : t.sentiment, said);
  return (
    <span className={classes.line} data-tone={tone(kind, last)} title={label}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} role="img" aria-label={label}>
        {kind === "sentiment" ? <line x1="0" x2={WIDTH} y1={HEIGHT / 2} y2={HEIGHT / 2} className={classes.middle} /> : null}
        <polyline className={classes.path} points={shown.map((value, index) => at(value, index).join(",")).join(" ")} />
        <circle className={classes.end} cx={x} cy={y} r="2.4" />
      </svg>
    </span>
  );
}

function tone(kind: Props["kind"], last: number): string {
  if (kind === "sentiment") {
    return last <= -0.5 ? "bad" : last < -0.2 ? "warn" : "plain";
  }
  return last < 0.5 ? "bad" : last < 0.75 ? "warn" : "plain";
}

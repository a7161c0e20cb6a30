import { useComputedColorScheme } from "@mantine/core";
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";

import { tick } from "./figures";
import classes from "./Chart.module.css";

export interface Line {
  readonly label: string;
  readonly values: readonly (number | null)[];
}

interface Props {
  /** Seconds since 1970 of each period. */
  readonly at: readonly number[];
  readonly line: Line;
  readonly unit: string;
  readonly target: number | null;
  /** What the chart says, for those who do not see it; the table beside it has the figures. */
  readonly label: string;
}

const HEIGHT = 220;

/** One line over time with its target, drawn in the console's own colours. */
export function Chart({ at, line, unit, target, label }: Props) {
  const scheme = useComputedColorScheme("light");
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const node = frame.current;
    if (node === null) {
      return;
    }
    const colour = (name: string) => getComputedStyle(node).getPropertyValue(name).trim();
    const values: uPlot.AlignedData = [[...at], [...line.values], ...(target === null ? [] : [at.map(() => target)])];
    const plot = new uPlot(options(node.clientWidth, line.label, unit, target, colour), values, node);
    const watch = new ResizeObserver(() => plot.setSize({ width: node.clientWidth, height: HEIGHT }));
    watch.observe(node);
    return () => {
      watch.disconnect();
      plot.destroy();
    };
  }, [at, line, unit, target, scheme]);
  return <div ref={frame} className={classes.chart} role="img" aria-label={label} />;
}

function options(
  width: number,
  label: string,
  unit: string,
  target: number | null,
  colour: (name: string) => string,
): uPlot.Options {
  const axis = {
    stroke: colour("--ink-3"),
    font: "12px 'Geist Variable', system-ui, sans-serif",
    grid: { stroke: colour("--line"), width: 1 },
    ticks: { show: false },
  };
  return {
    width,
    height: HEIGHT,
    padding: [12, 8, 0, 0],
    legend: { show: false },
    cursor: { y: false, points: { size: 7 } },
    scales: { y: { range: (_, low, high) => bounds(unit, low, high, target) } },
    axes: [
      { ...axis, grid: { show: false } },
      { ...axis, size: 56, values: (_, ticks) => ticks.map((value) => tick(value, unit)) },
    ],
    series: [
      {},
      { label, stroke: colour("--accent"), width: 2, fill: colour("--accent-soft"), points: { size: 5 } },
      ...(target === null ? [] : [{ stroke: colour("--ink-3"), width: 1, dash: [4, 4], points: { show: false } }]),
    ],
  };
}

/** A share stands between nothing and all; what else there is begins at nothing. Both leave room for the target. */
function bounds(unit: string, low: number | null, high: number | null, target: number | null): [number, number] {
  const most = Math.max(high ?? 0, target ?? 0);
  if (unit === "share") {
    return [0, most > 0.5 ? 1 : Math.max(0.1, most * 1.2)];
  }
  const least = Math.min(0, low ?? 0);
  return [least * 1.2, most === 0 && least === 0 ? 1 : most * 1.15 + 1e-9];
}

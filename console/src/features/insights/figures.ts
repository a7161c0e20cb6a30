import { count, percent, span } from "@/text/format";

import { t } from "./text";

const share = new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 1 });

/** A measure's value as people read it. */
export function figure(value: number | null, unit: string): string {
  if (value === null) {
    return t.nothing;
  }
  switch (unit) {
    case "share":
      return value === 0 || value === 1 ? percent(value) : share.format(value);
    case "seconds":
      return span(value * 1_000);
    case "score":
      return value.toFixed(2);
    default:
      return count(value);
  }
}

/** What stands at a tick of an axis. */
export function tick(value: number, unit: string): string {
  return unit === "share" ? percent(value) : figure(value, unit);
}

import { span } from "@/text/format";

import classes from "./Ring.module.css";
import { useNow } from "./time";

const AROUND = 2 * Math.PI * 16;

/** A countdown as a ring that empties, with the seconds in it. */
export function Ring({ from, until }: { readonly from: string; readonly until: string }) {
  const now = useNow();
  const whole = Math.max(1, Date.parse(until) - Date.parse(from));
  const left = Math.max(0, Date.parse(until) - now);
  const share = Math.min(1, left / whole);
  return (
    <span className={classes.ring} data-short={left < 10_000} role="timer" aria-label={span(left)}>
      <svg viewBox="0 0 40 40" width="44" height="44" aria-hidden>
        <circle cx="20" cy="20" r="16" className={classes.track} />
        <circle
          cx="20"
          cy="20"
          r="16"
          className={classes.left}
          strokeDasharray={AROUND}
          strokeDashoffset={AROUND * (1 - share)}
        />
      </svg>
      <span className={classes.number} aria-hidden>
        {left >= 60_000 ? span(left) : Math.ceil(left / 1_000)}
      </span>
    </span>
  );
}

import type { ReactNode } from "react";

import classes from "./Table.module.css";

interface Props {
  /** What the table shows; a narrow page scrolls it sideways, by keys as well. */
  readonly label: string;
  /** On a phone rows are blocks: each cell but the first names its column, `<td data-label={t.made}>`. */
  readonly stacked?: boolean;
  readonly children: ReactNode;
}

/** A plain table: `<Table label={t.keys}><thead>…</thead><tbody>…</tbody></Table>`. */
export function Table({ label, stacked = false, children }: Props) {
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={label}>
      <table className={classes.table} data-stacked={stacked || undefined}>{children}</table>
    </div>
  );
}

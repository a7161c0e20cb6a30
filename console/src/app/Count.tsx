import type { Entry } from "@/navigation";

import classes from "./Count.module.css";

interface Props {
  readonly entry: Entry;
  /** Where it stands beside its entry. */
  readonly className: string | undefined;
}

/** The number of an entry that counts something; nothing for none. */
export function Count({ entry: { count: Of }, className = "" }: Props) {
  return Of === undefined ? null : (
    <span className={`${classes.count} ${className}`}>
      <Of />
    </span>
  );
}

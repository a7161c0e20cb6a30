import { useLayoutEffect, useRef, type ReactNode } from "react";

import classes from "./Sections.module.css";

interface Props {
  readonly label: string;
  /** The section that is open: where the row is longer than the screen, its link is brought into view. */
  readonly here: string;
  /** One link for each section. */
  readonly children: ReactNode;
}

/** The sections of a page, as a row of links. */
export function Sections({ label, here, children }: Props) {
  const row = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const open = row.current?.querySelector<HTMLElement>("[data-status=active]");
    if (row.current && open) {
      row.current.scrollLeft = open.offsetLeft - (row.current.clientWidth - open.offsetWidth) / 2;
    }
  }, [here]);
  return (
    <nav ref={row} className={classes.sections} aria-label={label}>
      {children}
    </nav>
  );
}

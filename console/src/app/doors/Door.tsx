import { useEffect, type ReactNode } from "react";

import { Mark } from "@/ui/Mark";

import { t } from "../text";
import classes from "./Door.module.css";

interface Props {
  readonly title: string;
  readonly lead?: string;
  readonly children: ReactNode;
}

/** The frame of the pages before sign-in. */
export function Door({ title, lead, children }: Props) {
  useEffect(() => {
    document.title = `${title} · Handrail`;
  }, [title]);
  return (
    <main className={classes.door}>
      <div className={classes.inner}>
        <div className={classes.brand}>
          <Mark size={36} />
          <span>{t.name}</span>
        </div>
        <h1 className={classes.title}>{title}</h1>
        {lead === undefined ? null : <p className={classes.lead}>{lead}</p>}
        {children}
      </div>
    </main>
  );
}

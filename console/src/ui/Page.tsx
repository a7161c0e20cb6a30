import { useEffect, type ReactNode } from "react";

import classes from "./Page.module.css";

interface Props {
  readonly title: string;
  /** One line under the title: what this page is for, or what is selected. */
  readonly lead?: ReactNode;
  /** Buttons at the right of the title. */
  readonly actions?: ReactNode;
  /** Filters and tabs under the title; they stay while the content scrolls. */
  readonly bar?: ReactNode;
  /** Content to the edges that scrolls by itself (lists, boards); otherwise a column of text width. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** The frame of every page: its title, what can be done here, and the content. */
export function Page({ title, lead, actions, bar, wide = false, children }: Props) {
  useEffect(() => {
    document.title = `${title} · Handrail`;
  }, [title]);
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <div className={classes.titles}>
          <h1 className={classes.title}>{title}</h1>
          {lead === undefined ? null : <p className={classes.lead}>{lead}</p>}
        </div>
        {actions === undefined ? null : <div className={classes.actions}>{actions}</div>}
      </header>
      {bar === undefined ? null : <div className={classes.bar}>{bar}</div>}
      {/* What scrolls can be reached by keys, also where nothing in it can be chosen. */}
      <div className={wide ? classes.wide : classes.body} tabIndex={wide ? undefined : 0}>
        {children}
      </div>
    </div>
  );
}

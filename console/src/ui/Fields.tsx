import type { ReactNode } from "react";

import { money, words } from "@/text/format";
import { At } from "@/ui/time";

import classes from "./Fields.module.css";
import { isMoment, isMoney, shown } from "./structure";
import { t } from "./text";

/** A structured value for somebody who reads no JSON: `<Fields of={asked.arguments} />`; what is empty is left out. */
export function Fields({ of }: { readonly of: unknown }): ReactNode {
  if (typeof of === "boolean") {
    return of ? t.yes : t.no;
  }
  if (typeof of === "string" && isMoment(of)) {
    return <At at={of} />;
  }
  if (typeof of !== "object" || of === null) {
    return String(of);
  }
  if (isMoney(of)) {
    return <span className="num">{money(of.amount, of.currency)}</span>;
  }
  if (Array.isArray(of)) {
    return of.every((each) => typeof each !== "object") ? of.join(", ") : of.map((each: unknown, index) => <Fields key={index} of={each} />);
  }
  return (
    <dl className={classes.fields}>
      {shown(of).map(([name, value]) => (
        <div key={name} className={classes.field}>
          <dt>{words(name)}</dt>
          <dd>
            <Fields of={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

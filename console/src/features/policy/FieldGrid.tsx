import type { SettingReply } from "@/api/contract";

import { Field } from "./Field";
import classes from "./policy.module.css";
import type { Working } from "./working";

/** Settings side by side, each edited in the document that is being worked on. */
export function FieldGrid({ of, working }: { readonly of: readonly SettingReply[]; readonly working: Working }) {
  return (
    <div className={classes.grid}>
      {of.map((setting) => (
        <Field
          key={setting.path.join(".")}
          setting={setting}
          problems={working.written.problems}
          disabled={!working.mayEdit}
          edit={working.edit}
        />
      ))}
    </div>
  );
}

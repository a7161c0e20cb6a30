import { Field } from "./Field";
import classes from "./policy.module.css";
import { t } from "./text";
import type { Working } from "./working";

/** What is the policy's as a whole. */
export function General({ working }: { readonly working: Working }) {
  return (
    <div className={classes.column}>
      <p className="quiet">{t.generalLine}</p>
      <div className={`${classes.grid ?? ""} ${classes.section ?? ""}`}>
        {(working.written.form?.general ?? []).map((setting) => (
          <Field
            key={setting.path.join(".")}
            setting={setting}
            problems={working.written.problems}
            disabled={!working.mayEdit}
            edit={working.edit}
          />
        ))}
      </div>
    </div>
  );
}

import classes from "./KeyCaps.module.css";
import { shownKeys } from "./keys";

/** A key as it is printed on the keyboard: `<KeyCaps keys="mod+k" />`. */
export function KeyCaps({ keys }: { readonly keys: string }) {
  return (
    <span className={classes.keys}>
      {shownKeys(keys).map((key, index) => (
        <kbd key={index} className={classes.key}>
          {key}
        </kbd>
      ))}
    </span>
  );
}

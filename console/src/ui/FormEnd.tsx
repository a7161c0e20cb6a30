import { Button } from "@mantine/core";
import type { ReactNode } from "react";

import classes from "./blocks.module.css";
import { ProblemNote } from "./states";
import { t } from "./text";

interface Props {
  /** The mutation that the form is sent by. */
  readonly save: { readonly isPending: boolean; readonly isError: boolean; readonly error: unknown };
  readonly label?: string;
  readonly disabled?: boolean;
  readonly cancel?: () => void;
  /** Further verbs, such as to remove what the form is about. */
  readonly children?: ReactNode;
}

/** How a form ends: what went wrong, Save, and Cancel where it can be closed. */
export function FormEnd({ save, label = t.save, disabled = false, cancel, children }: Props) {
  return (
    <>
      {save.isError ? <ProblemNote error={save.error} /> : null}
      <div className={classes.end}>
        <Button type="submit" loading={save.isPending} disabled={disabled}>
          {label}
        </Button>
        {cancel === undefined ? null : (
          <Button variant="default" onClick={cancel}>
            {t.cancel}
          </Button>
        )}
        {children}
      </div>
    </>
  );
}

import { Modal } from "@mantine/core";

import { useAllCommands, type Command } from "@/ui/commands";
import { KeyCaps } from "@/ui/KeyCaps";
import { t } from "@/ui/text";

import classes from "./KeySheet.module.css";
import { useOverlays } from "./overlays";

/** `?`: which keys do what, on this page and everywhere. */
export function KeySheet() {
  const { overlay, close } = useOverlays();
  const withKeys = useAllCommands().filter((command) => command.keys !== undefined);
  return (
    <Modal opened={overlay === "sheet"} onClose={close} title={t.shortcuts} size="lg">
      <div className={classes.columns}>
        <Keys title={t.here} commands={withKeys.filter((command) => command.everywhere !== true)} />
        <Keys title={t.everywhere} commands={withKeys.filter((command) => command.everywhere === true)} />
      </div>
    </Modal>
  );
}

function Keys({ title, commands }: { readonly title: string; readonly commands: readonly Command[] }) {
  if (commands.length === 0) {
    return null;
  }
  return (
    <section>
      <h3 className={classes.title}>{title}</h3>
      <dl className={classes.keys}>
        {commands.map((command) => (
          <div key={command.id} className={classes.key}>
            <dt>{command.label}</dt>
            <dd>
              <KeyCaps keys={command.keys ?? ""} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

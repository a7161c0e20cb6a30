import { Modal } from "@mantine/core";
import { useState, type KeyboardEvent } from "react";

import { useAllCommands, type Command } from "@/ui/commands";
import { KeyCaps } from "@/ui/KeyCaps";
import { t } from "@/ui/text";

import { found } from "./finding";
import { useOverlays } from "./overlays";
import classes from "./Palette.module.css";

/** ⌘K: everything that can be done now, found by a few letters. */
export function Palette() {
  const { overlay, close } = useOverlays();
  return (
    <Modal
      opened={overlay === "palette"}
      onClose={close}
      withCloseButton={false}
      padding={0}
      size={560}
      transitionProps={{ duration: 0 }} // a transition begins a frame later, and what is typed until then would be lost
      yOffset="12vh"
      centered={false}
      attributes={{ content: { "aria-label": t.palette } }}
    >
      <Finder close={close} />
    </Modal>
  );
}

/** At once, not when the dialog has come in: what is typed meanwhile belongs to the search, and is no key of the page. */
const focused = (box: HTMLInputElement | null) => box?.focus();

function Finder({ close }: { readonly close: () => void }) {
  const commands = useAllCommands();
  const [wanted, setWanted] = useState("");
  const [at, setAt] = useState(0);
  const matching = found(wanted, commands.filter((command) => command.keyOnly !== true));
  const chosen = Math.min(at, matching.length - 1);
  const run = (command: Command | undefined) => {
    close();
    command?.run();
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      setAt((chosen + step + matching.length) % Math.max(1, matching.length));
    } else if (event.key === "Enter") {
      event.preventDefault();
      run(matching[chosen]);
    }
  };
  return (
    <div onKeyDown={press}>
      <input
        className={classes.input}
        placeholder={t.search}
        aria-label={t.search}
        role="combobox"
        aria-expanded
        aria-controls="palette-commands"
        aria-activedescendant={matching[chosen] === undefined ? undefined : `palette-${chosen}`}
        value={wanted}
        onChange={(event) => {
          setWanted(event.currentTarget.value);
          setAt(0);
        }}
        ref={focused}
        data-autofocus
      />
      <div id="palette-commands" className={classes.list} role="listbox" aria-label={t.palette}>
        {matching.map((command, index) => (
          <div
            key={command.id}
            id={`palette-${index}`}
            role="option"
            aria-selected={index === chosen}
            className={classes.command}
            ref={(row) => {
              if (index === chosen) {
                row?.scrollIntoView({ block: "nearest" });
              }
            }}
            onMouseMove={() => setAt(index)}
            onClick={() => run(command)}
          >
            <span>{command.label}</span>
            {command.keys === undefined ? null : <KeyCaps keys={command.keys} />}
          </div>
        ))}
      </div>
      {matching.length === 0 ? <p className={classes.nothing}>{t.nothing}</p> : null}
    </div>
  );
}

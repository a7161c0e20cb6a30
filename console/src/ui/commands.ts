/**
 * What can be done now, from the palette or by a key. A feature says `useCommands([{ id, label, keys, run }])` while its
 * page is shown; one list serves the palette, the keyboard and the sheet that explains it.
 */
import { useEffectEvent, useLayoutEffect, useSyncExternalStore } from "react";

export interface Command {
  readonly id: string;
  readonly label: string;
  /** A key (`a`, `?`, `mod+k`), or two in a row (`g i`). `mod` is ⌘ on a Mac and Ctrl elsewhere. */
  readonly keys?: string;
  /** Further words by which the palette finds it. */
  readonly also?: string;
  /** Holds on every page; otherwise the sheet shows it under “On this page”. */
  readonly everywhere?: boolean;
  /** Not in the palette: a key that only makes sense with something selected. */
  readonly keyOnly?: boolean;
  readonly run: () => void;
}

const offers = new Set<readonly Command[]>();
const listeners = new Set<() => void>();
let all: readonly Command[] = [];

/** Offer these commands while this component is shown. Of two with the same id or key the newest counts. */
export function useCommands(commands: readonly Command[]): void {
  const shown = JSON.stringify(commands, (name, value: unknown) => (name === "run" ? undefined : value));
  const run = useEffectEvent((id: string) => commands.find((command) => command.id === id)?.run());
  useLayoutEffect(() => {
    const offered = (JSON.parse(shown) as Omit<Command, "run">[]).map((command) => ({
      ...command,
      run: () => run(command.id),
    }));
    offers.add(offered);
    changed();
    return () => {
      offers.delete(offered);
      changed();
    };
  }, [shown]);
}

/** All commands that are offered now. */
export function useAllCommands(): readonly Command[] {
  return useSyncExternalStore(subscribe, allCommands);
}

export function allCommands(): readonly Command[] {
  return all;
}

function changed(): void {
  all = [...new Map([...offers].flat().map((command) => [command.id, command])).values()];
  for (const listener of listeners) {
    listener();
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

import { useLayoutEffect } from "react";

import { allCommands, type Command } from "./commands";

const MAC = typeof navigator !== "undefined" && /Mac|iP(hone|ad)/.test(navigator.userAgent);
/** How long the first key of a pair waits for its second. */
const PAIR_MS = 900;

/** The pressed key as commands name it: `a`, `?`, `mod+k`, `shift+enter`. */
export function pressed(event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key.toLowerCase().replace("arrow", "");
  const mod = (MAC ? event.metaKey : event.ctrlKey) ? "mod+" : "";
  const alt = event.altKey ? "alt+" : "";
  const letter = event.key.length === 1 && !/[a-z]/i.test(event.key);
  return `${mod}${alt}${event.shiftKey && !letter ? "shift+" : ""}${key}`;
}

/** The command that this key means, after the key before it; null: none. */
export function meant(key: string, before: string | null, commands: readonly Command[]): Command | null {
  const pair = before === null ? null : commands.findLast((command) => command.keys === `${before} ${key}`);
  return pair ?? commands.findLast((command) => command.keys === key) ?? null;
}

/** How a key is shown: `mod+k` → ⌘K or Ctrl K. */
export function shownKeys(keys: string): readonly string[] {
  return keys.split(" ").map((part) =>
    part
      .split("+")
      .map((each) => (each === "mod" ? (MAC ? "⌘" : "Ctrl ") : each === "shift" ? "⇧" : each.length === 1 ? each.toUpperCase() : NAMES[each] ?? each))
      .join(""),
  );
}

const NAMES: Readonly<Record<string, string>> = { enter: "↵", escape: "Esc", up: "↑", down: "↓" };

/** Listens to the keyboard, once, for every command. Whoever writes is not disturbed but by `mod` keys. */
export function useKeyboard(): void {
  // Before the page is painted: whoever sees it may already type.
  useLayoutEffect(() => {
    let before: { key: string; at: number } | null = null;
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.repeat) {
        return;
      }
      const key = pressed(event);
      if (!key.startsWith("mod+") && (isWriting(event.target) || aDialogIsOpen())) {
        return;
      }
      const first = before !== null && Date.now() - before.at < PAIR_MS ? before.key : null;
      before = { key, at: Date.now() };
      const command = meant(key, first, allCommands());
      if (command !== null) {
        event.preventDefault();
        before = null;
        command.run();
      }
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

function aDialogIsOpen(): boolean {
  return document.querySelector('[role="dialog"][aria-modal="true"]') !== null;
}

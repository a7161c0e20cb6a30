import type { Command } from "@/ui/commands";

/** The commands that hold every word, those that begin with the first one first; otherwise as they were. */
export function found(wanted: string, commands: readonly Command[]): readonly Command[] {
  const parts = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  const first = parts[0];
  if (first === undefined) {
    return commands;
  }
  return commands
    .filter((command) => {
      const text = `${command.label} ${command.also ?? ""}`.toLowerCase();
      return parts.every((part) => text.includes(part));
    })
    .toSorted((a, b) => place(a, first) - place(b, first));
}

function place(command: Command, word: string): number {
  const at = command.label.toLowerCase().indexOf(word);
  return at === 0 ? 0 : at > 0 ? 1 : 2;
}

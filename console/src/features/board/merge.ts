import type { Board, BoardPerson, BoardRow } from "@/api/contract";

/** What this console knows of the board: the first answer with every change after it. */
export interface Known extends Omit<Board, "rows" | "people" | "gone" | "whole"> {
  readonly rows: ReadonlyMap<string, BoardRow>;
  readonly people: readonly BoardPerson[];
}

/** The board after an answer: all of it, or what has changed since the last one. */
export function merge(before: Known | undefined, answer: Board): Known {
  const { rows: changed, gone, whole, people, ...rest } = answer;
  const rows = new Map(whole ? [] : before?.rows);
  for (const id of gone) {
    rows.delete(id);
  }
  for (const row of changed) {
    rows.set(row.id, row);
  }
  return { ...rest, rows, people: people ?? before?.people ?? [] };
}

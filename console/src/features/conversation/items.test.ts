import { describe, expect, test } from "vitest";

import type { CaseReply, NoteReply, TurnReply } from "@/api/contract";

import { evidenceOf, itemsOf } from "./items";

const turn = (number: number, at: string, more: Partial<TurnReply> = {}) =>
  ({ number, received_at: at, reasons: [], ...more }) as unknown as TurnReply;
const note = (at: string) => ({ at, kind: "note", text: "x" }) as unknown as NoteReply;

describe("the transcript", () => {
  test("notes stand where they were written, and what is not read yet keeps its place", () => {
    const turns = new Map([
      [2, turn(2, "2026-01-01T10:00:00Z")],
      [3, turn(3, "2026-01-01T10:10:00Z")],
    ]);
    const items = itemsOf(3, turns, [note("2026-01-01T10:05:00Z"), note("2026-01-01T11:00:00Z")]);
    expect(items.map((item) => (item.kind === "turn" ? item.number : "note"))).toEqual([1, 2, "note", 3, "note"]);
    expect(items[0]).toMatchObject({ kind: "turn", turn: undefined });
  });

  test("evidence is gathered by the turn it stands in, also from later turns and from the case", () => {
    const reason = (at: number) => ({ code: "legal_threat", evidence: [{ turn: at, start: 1, end: 4 }] });
    const turns = [turn(5, "x", { reasons: [reason(2)] } as never)];
    const found = evidenceOf(turns, [{ reasons: [reason(2), reason(3)] } as unknown as CaseReply]);
    expect(found.get(2)).toHaveLength(2);
    expect(found.get(3)).toEqual([{ start: 1, end: 4, label: "Legal threat" }]);
  });
});

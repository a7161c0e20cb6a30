import { describe, expect, it } from "vitest";

import type { Board, BoardRow } from "@/api/contract";

import { merge, type Known } from "./merge";
import { fits, held, moved, sorted } from "./order";

const row = (id: string, more: Partial<BoardRow> = {}): BoardRow => ({
  id,
  version: 1,
  agent: "shop",
  customer: null,
  customer_name: null,
  channel: "chat",
  language: "en",
  mode: "enforce",
  flow: null,
  topic: null,
  holder: { kind: "agent", id: "shop" },
  epoch: 1,
  turns: 1,
  opened_at: "2026-06-01T10:00:00.000Z",
  active_at: "2026-06-01T10:00:00.000Z",
  waiting_since: null,
  sealed: false,
  flagged: false,
  holds_replies: false,
  paused_until: null,
  sentiment: [],
  confidence: [],
  points: 0,
  level: "calm",
  needs: [],
  cases: [],
  ...more,
});

const answer = (rows: readonly BoardRow[], more: Partial<Board> = {}): Board => ({
  whole: false,
  rows: [...rows],
  gone: [],
  live: rows.length,
  queues: [],
  people: null,
  notices: [],
  stops: [],
  at: "2026-06-01T10:00:00.000Z",
  number: 1,
  cursor: "1.1",
  ...more,
});

const ids = (known: Known) => sorted(known.rows.values(), "urgency").map((each) => each.id);

describe("the board that a console knows", () => {
  it("is the first answer with every change after it", () => {
    const person = { id: "p", name: "Pia", roles: [], queues: [], status: "online" as const, status_since: "", used: 0, capacity: 1, cases: [] };
    const first = merge(undefined, answer([row("a"), row("b")], { whole: true, people: [person] }));
    const next = merge(first, answer([row("b", { points: 9 }), row("c")], { gone: ["a"], cursor: "2.2" }));
    expect(ids(next)).toEqual(["b", "c"]);
    expect(next.people).toEqual([person]);
    expect(next.cursor).toBe("2.2");
    expect(ids(merge(next, answer([row("z")], { whole: true })))).toEqual(["z"]);
  });
});

describe("the order", () => {
  it("is the server's: points, then the longest wait, then the id", () => {
    const rows = [
      row("late", { active_at: "2026-06-01T11:00:00.000Z" }),
      row("b"),
      row("a"),
      row("worst", { points: 300 }),
      row("waits", { waiting_since: "2026-06-01T09:00:00.000Z" }),
    ];
    expect(sorted(rows, "urgency").map((each) => each.id)).toEqual(["worst", "waits", "a", "b", "late"]);
  });

  it("can be by the last point of a line, with nothing known last", () => {
    const rows = [row("none"), row("good", { sentiment: [-1, 0.5] }), row("bad", { sentiment: [1, -0.5] })];
    expect(sorted(rows, "sentiment").map((each) => each.id)).toEqual(["bad", "good", "none"]);
  });

  it("stays while a hand is on the list, and says how many would move", () => {
    expect(held(["a", "b", "c"], ["new", "c", "a"])).toEqual(["a", "c", "new"]);
    expect(moved(["a", "b", "c", "d"], ["d", "a", "b", "c"])).toBe(1);
    expect(moved(["a", "b", "c"], ["a", "b", "c"])).toBe(0);
    expect(moved(["a", "b"], ["c", "b", "a"])).toBe(2);
  });
});

describe("a filter", () => {
  it("narrows by what the server says, and finds by name, id and topic", () => {
    const ann = row("c1", { customer_name: "Ann Doe", level: "now", topic: "refunds" });
    expect(fits(ann, { level: "now", holder: "agent", agent: "shop", find: "ann" })).toBe(true);
    expect(fits(ann, { find: "REFUND" })).toBe(true);
    expect(fits(ann, { level: "soon" })).toBe(false);
    expect(fits(ann, { queue: "billing" })).toBe(false);
  });
});

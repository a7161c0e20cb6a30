import { expect, test } from "vitest";

import { isMoment, isMoney, shown, structured } from "@/ui/structure";

test("JSON is its value, and words are themselves", () => {
  expect(structured('{"order":"4711"}')).toEqual({ order: "4711" });
  expect(structured("The order is on its way.")).toBe("The order is on its way.");
});

test("what says nothing is left out, and an amount stands with its currency", () => {
  const fields = shown({ order: "4711", amount: "12.50", currency: "EUR", note: null, lines: [], detail: "" });
  expect(fields).toEqual([
    ["order", "4711"],
    ["amount", { amount: "12.50", currency: "EUR" }],
  ]);
  expect(isMoney({ amount: "12.50", currency: "EUR" })).toBe(true);
  expect(isMoney({ amount: "12.50", currency: "EUR", order: "4711" })).toBe(false);
});

test("a moment is told from a day, a time and a number", () => {
  expect(isMoment("2026-11-26T14:00:00Z")).toBe(true);
  expect(isMoment("2026-11-26")).toBe(false);
  expect(isMoment("14:00")).toBe(false);
});

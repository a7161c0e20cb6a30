import { expect, test } from "vitest";

import { ago, span, words } from "@/text/format";

test("a span counts like a clock and is never negative", () => {
  expect([-5_000, 0, 7_999, 61_000, 3_600_000, 90_000_000].map(span)).toEqual([
    "0:00",
    "0:00",
    "0:07",
    "1:01",
    "1:00:00",
    "1 d 1 h",
  ]);
});

test("an age is told in one unit", () => {
  const now = Date.parse("2026-01-02T00:00:00Z");
  expect(ago("2026-01-01T23:57:00Z", now)).toMatch(/3 ?min/);
  expect(ago("2025-12-30T00:00:00Z", now)).toMatch(/3 ?d/);
});

test("a code reads as words", () => {
  expect(words("over_authority")).toBe("Over authority");
  expect(words("customer-experience")).toBe("Customer experience");
});

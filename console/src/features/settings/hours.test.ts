import { expect, test } from "vitest";

import { clockOf, closing, minutesOf } from "./hours";

test("minutes and times of day are the same", () => {
  for (const minutes of [0, 1, 59, 60, 540, 1_439]) {
    expect(minutesOf(clockOf(minutes))).toBe(minutes);
  }
  expect(minutesOf("25:00")).toBeNull();
  expect(minutesOf("")).toBeNull();
});

test("what closes at or before it opens closes on the next day", () => {
  expect(closing(540, 1_020)).toBe(1_020);
  expect(closing(1_320, 120)).toBe(1_560);
  expect(closing(540, 0)).toBe(1_440);
  expect(clockOf(closing(1_320, 120))).toBe("02:00");
});

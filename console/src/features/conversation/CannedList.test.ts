import { expect, test } from "vitest";

import type { CannedReply } from "@/api/contract";

import { fitting, slashed } from "./CannedList";

const reply = (shortcut: string, title: string) => ({ id: shortcut, shortcut, title, text: "x" }) as CannedReply;

test("a slash asks for canned replies at the beginning of a line only", () => {
  expect(slashed("/")).toBe("");
  expect(slashed("Hello\n/ref")).toBe("ref");
  expect(slashed("and/or")).toBeNull();
  expect(slashed("/ref und")).toBeNull();
});

test("shortcuts come before titles", () => {
  const all = [reply("sorry", "A refund is late"), reply("refund", "Refund done"), reply("bye", "Goodbye")];
  expect(fitting(all, "ref").map((each) => each.shortcut)).toEqual(["refund", "sorry"]);
});

import { expect, test } from "vitest";

import { found } from "@/app/finding";
import type { Command } from "@/ui/commands";

const command = (label: string, also?: string): Command => ({ id: label, label, also, run: () => undefined });
const COMMANDS = [command("My account"), command("Presence: Away", "break lunch"), command("Inbox"), command("Account of acts")];

test("a few letters of every word find a command, the one that begins so first", () => {
  expect(found("acc", COMMANDS).map((each) => each.label)).toEqual(["Account of acts", "My account"]);
  expect(found("my acc", COMMANDS).map((each) => each.label)).toEqual(["My account"]);
});

test("further words find it too, and nothing is found by words that it lacks", () => {
  expect(found("lunch", COMMANDS).map((each) => each.label)).toEqual(["Presence: Away"]);
  expect(found("lunch inbox", COMMANDS)).toEqual([]);
  expect(found("  ", COMMANDS)).toEqual(COMMANDS);
});

import { expect, test } from "vitest";

import type { Command } from "@/ui/commands";
import { meant, pressed } from "@/ui/keys";

const key = (name: string, more: Partial<Record<"ctrlKey" | "metaKey" | "altKey" | "shiftKey", boolean>> = {}) =>
  pressed({ key: name, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });

const command = (id: string, keys: string): Command => ({ id, label: id, keys, run: () => undefined });

test("a key has one name, whatever the keyboard needs to type it", () => {
  expect(key("j")).toBe("j");
  expect(key("K", { ctrlKey: true })).toBe("mod+k");
  expect(key("?", { shiftKey: true })).toBe("?");
  expect(key("Enter", { shiftKey: true })).toBe("shift+enter");
  expect(key("ArrowDown")).toBe("down");
});

test("two keys in a row go before one, and the newest command before an older one", () => {
  const commands = [command("inbox", "g i"), command("old", "i"), command("new", "i")];
  expect(meant("i", "g", commands)?.id).toBe("inbox");
  expect(meant("i", null, commands)?.id).toBe("new");
  expect(meant("x", "g", commands)).toBeNull();
});

import { afterEach, expect, test } from "vitest";

import { speak, table } from "@/text/table";

afterEach(() => speak({}));

const english = { title: "Inbox", waiting: (n: number) => `${n} waiting`, states: { open: "Open", closed: "Closed" } };

test("a language pack replaces what it has; the rest stays English", () => {
  speak({ inbox: { title: "Eingang", states: { open: "Offen" } } });
  const t = table("inbox", english);
  expect(t.title).toBe("Eingang");
  expect(t.states).toEqual({ open: "Offen", closed: "Closed" });
  expect(t.waiting(3)).toBe("3 waiting");
});

test("words of another shape than the table's are left out", () => {
  speak({ inbox: { title: { odd: "x" }, waiting: "text", unknown: "y" } });
  const t = table("inbox", english);
  expect(t).toEqual(english);
});

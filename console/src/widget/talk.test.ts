import { expect, test } from "vitest";

import type { Unsent } from "./kept";
import { items, pieces, Talk } from "./talk";
import type { Author, State, Words } from "./wire";

function words(number: number, author: Author, text = "x", name: string | null = null, at = `2026-06-01T10:00:${String(number).padStart(2, "0")}Z`): Words {
  return { number, id: `m${number}`, author, name, text, attachments: [], at };
}

const state = (speaker: State["speaker"], name: string | null = null): State => ({
  speaker,
  name,
  waiting: false,
  position: null,
  wait_seconds: null,
  opens_at: null,
  staffed: null,
  typing: null,
  ended: false,
});

const unsent = (id: string): Unsent => ({ id, text: "later", files: [], at: 0 });

test("the same words again change nothing, in whatever order they come", () => {
  const talk = new Talk();
  expect(talk.add([words(2, "agent"), words(1, "customer")])).toBe(true);
  expect(talk.add([words(1, "customer")])).toBe(false);
  expect(talk.words.map((each) => each.number)).toEqual([1, 2]);
  expect(talk.last).toBe(2);
});

test("a held answer that was let out late stands where it was heard", () => {
  const talk = new Talk();
  talk.add([words(1, "customer"), words(3, "system"), words(2, "agent", "held", "Shop", "2026-06-01T10:01:00Z")]);
  expect(talk.words.map((each) => each.number)).toEqual([1, 3, 2]);
});

test("only what others said after the last look is unheard", () => {
  const talk = new Talk();
  talk.add([words(1, "agent"), words(2, "customer"), words(3, "person"), words(4, "system")]);
  expect(talk.unheard(1)).toBe(2);
  expect(talk.unheard(4)).toBe(0);
});

test("a notice stands wherever somebody else begins to speak", () => {
  const said = [words(1, "customer"), words(2, "agent", "Hi", "Shop"), words(3, "customer"), words(4, "agent", "So", "Shop"), words(5, "person", "Anna here", "Anna")];
  const kinds = items(said, [], new Map(), null).map((item) => (item.kind === "speaker" ? `${item.speaker} ${item.name ?? ""}` : item.kind));
  expect(kinds).toEqual(["words", "agent Shop", "words", "words", "words", "person Anna", "words"]);
});

test("a takeover is told before the person has said anything, and once", () => {
  const said = [words(1, "customer"), words(2, "agent", "Hi", "Shop")];
  const before = items(said, [], new Map(), state("person", "Anna"));
  expect(before.at(-1)).toMatchObject({ kind: "speaker", speaker: "person", name: "Anna" });
  const after = items([...said, words(3, "person", "Hello", "Anna")], [], new Map(), state("person", "Anna"));
  expect(after.filter((item) => item.kind === "speaker")).toHaveLength(2);
});

test("nobody is announced to somebody who has said nothing", () => {
  expect(items([], [], new Map(), state("agent", "Shop"))).toEqual([]);
});

test("what waits to be sent stands last, unless it has arrived", () => {
  const shown = items([words(1, "customer")], [unsent("m1"), unsent("m2")], new Map([["m2", "failed"]]), null);
  expect(shown.map((item) => item.kind)).toEqual(["words", "unsent"]);
  expect(shown[1]).toMatchObject({ words: { id: "m2" }, sending: "failed" });
});

test("only web addresses become links", () => {
  expect(pieces("See https://shop.example/a?b=1, please.")).toEqual([
    { text: "See ", href: null },
    { text: "https://shop.example/a?b=1", href: "https://shop.example/a?b=1" },
    { text: ", please.", href: null },
  ]);
  for (const text of ["javascript:alert(1)", "<a href=x>", "data:text/html,x", "plain"]) {
    expect(pieces(text)).toEqual([{ text, href: null }]);
  }
});

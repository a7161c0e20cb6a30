import { expect, test } from "vitest";

import { covered, pieces } from "@/ui/spans";

test("offsets count characters as people do, not UTF-16 units", () => {
  expect(pieces("😀 lawyer!", [{ start: 2, end: 8, label: "legal_threat" }])).toEqual([
    { text: "😀 ", labels: null },
    { text: "lawyer", labels: ["legal_threat"] },
    { text: "!", labels: null },
  ]);
});

test("overlapping spans give pieces with both labels, and the text stays whole", () => {
  const found = pieces("abcdef", [
    { start: 0, end: 4, label: "one" },
    { start: 2, end: 9, label: "two" },
  ]);
  expect(found.map((piece) => piece.text)).toEqual(["ab", "cd", "ef"]);
  expect(found[1]?.labels).toEqual(["one", "two"]);
});

test("odd spans mark nothing", () => {
  expect(pieces("abc", [{ start: 2, end: 2 }, { start: 9, end: 12 }])).toEqual([{ text: "abc", labels: null }]);
});

test("what the server covered is marked, each run of it once and counted as people do", () => {
  expect(covered("😀 ██ or █", "Covered")).toEqual([
    { start: 2, end: 4, label: "Covered" },
    { start: 8, end: 9, label: "Covered" },
  ]);
  expect(covered("nothing", "Covered")).toEqual([]);
});

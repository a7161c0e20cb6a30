import { expect, test } from "vitest";

import { Kept, type Shelf, subjectOf, type Unsent } from "./kept";

function memory(): Shelf & { readonly all: Map<string, string> } {
  const all = new Map<string, string>();
  return {
    all,
    getItem: (name) => all.get(name) ?? null,
    setItem: (name, value) => void all.set(name, value),
    removeItem: (name) => void all.delete(name),
  };
}

const unsent = (id: string): Unsent => ({ id, text: `text ${id}`, files: [], at: 1 });

function token(subject: string): string {
  return `x.${btoa(JSON.stringify({ sub: subject }))}.y`;
}

test("what waits to be sent survives the page, in order, each once", () => {
  const shelf = memory();
  const kept = new Kept("acme.web", shelf);
  kept.add(unsent("a"));
  kept.add(unsent("b"));
  kept.add(unsent("b"));
  expect(new Kept("acme.web", shelf).unsent.map((each) => each.id)).toEqual(["a", "b"]);
  kept.drop("a");
  expect(new Kept("acme.web", shelf).unsent.map((each) => each.id)).toEqual(["b"]);
  expect(new Kept("acme.other", shelf).unsent).toEqual([]);
});

test("what is broken on the shelf is nothing", () => {
  const shelf = memory();
  for (const broken of ["{", "null", '[{"id":1}]', '"x"', "[null]"]) {
    shelf.setItem("handrail:acme.web:unsent", broken);
    expect(new Kept("acme.web", shelf).unsent).toEqual([]);
  }
});

test("a shelf that is full or forbidden breaks nothing", () => {
  const refuse = (): never => {
    throw new Error("quota");
  };
  const kept = new Kept("acme.web", { getItem: refuse, setItem: refuse, removeItem: refuse });
  kept.add(unsent("a"));
  kept.isOpen = true;
  expect(kept.unsent).toEqual([]);
  expect(kept.returning).toBeNull();
});

test("whoever signs in keeps what they said before; the next one finds nothing", () => {
  const kept = new Kept("acme.web", memory());
  kept.belongsTo("");
  kept.returning = "r1";
  kept.add(unsent("a"));
  kept.belongsTo("anna");
  expect(kept.returning).toBe("r1");
  expect(kept.unsent).toHaveLength(1);
  kept.belongsTo("anna");
  expect(kept.returning).toBe("r1");
  for (const next of ["bob", ""]) {
    kept.belongsTo("anna");
    kept.returning = "r1";
    kept.add(unsent("a"));
    kept.draft = "half a sentence";
    kept.belongsTo(next);
    expect([kept.returning, kept.unsent, kept.draft]).toEqual([null, [], ""]);
  }
});

test("a customer token tells whom it is about, and nonsense tells nothing", () => {
  expect(subjectOf(token("anna"))).toBe("anna");
  for (const wrong of [null, "", "x", "x.y.z", `x.${btoa("[]")}.y`, `x.${btoa("null")}.y`]) expect(subjectOf(wrong)).toBe("");
});

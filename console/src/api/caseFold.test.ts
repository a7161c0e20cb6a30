import { expect, test } from "vitest";

import { fold, listed, pageOf, type CasePages } from "@/api/caseFold";
import type { CaseReply, Cases } from "@/api/contract";

/** A server in miniature: cases in an order, of which a list shows those that wait. */
class Server {
  readonly waiting = new Map<string, number>();
  number = 0;

  read(cursor: string | null, limit: number, ids?: readonly string[]): Cases {
    const all = [...this.waiting]
      .map(([id, rank]) => row(id, rank))
      .sort((a, b) => (a.place < b.place ? -1 : 1))
      .filter((each) => ids === undefined || ids.includes(each.id));
    const rest = cursor === null ? all : all.filter((each) => each.place > cursor);
    const cases = ids === undefined ? rest.slice(0, limit) : rest;
    return { cases, next: rest.length > cases.length ? (cases.at(-1)?.place ?? null) : null, number: this.number };
  }
}

const place = (id: string, rank: number) => `${String(rank).padStart(4, "0")} ${id}`;
const row = (id: string, rank: number) => ({ id, place: place(id, rank) }) as CaseReply;

/** Numbers from a seed, the same on every machine. */
function* chance(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

test("a snapshot with the stream replayed over it is what reading anew gives, however the world went on", () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const dice = chance(seed);
    const roll = (sides: number) => Math.floor(dice.next().value * sides);
    const server = new Server();
    for (let id = 0; id < roll(30); id += 1) {
      server.waiting.set(`c${id}`, roll(20));
    }
    let pages: CasePages = { pages: [pageOf(server.read(null, 5))], pageParams: [null] };
    for (let step = 0; step < 40; step += 1) {
      const id = `c${roll(35)}`;
      const happened = roll(4);
      if (happened === 0) {
        server.waiting.delete(id);
      } else if (happened === 1) {
        server.waiting.set(id, roll(20));
      } else if (happened === 2) {
        const next = pages.pages.at(-1)?.next ?? null;
        if (next !== null) {
          pages = { pages: [...pages.pages, pageOf(server.read(next, 5))], pageParams: [...pages.pageParams, next] };
        }
        continue;
      }
      server.number += 1;
      pages = fold(pages, [id], server.read(null, 5, [id]));
    }
    const shown = listed(pages).map((each) => each.id);
    const until = pages.pages.at(-1)?.until ?? null;
    const fresh = server.read(null, 1_000).cases.filter((each) => until === null || each.place <= until);
    expect(shown).toEqual(fresh.map((each) => each.id));
  }
});

test("a case that moves behind the last page read is not shown until its page is", () => {
  const pages: CasePages = {
    pages: [pageOf({ cases: [row("a", 1), row("b", 2)], next: "more", number: 0 })],
    pageParams: [null],
  };
  const moved = fold(pages, ["a"], { cases: [row("a", 9)], next: null, number: 1 });
  expect(listed(moved).map((each) => each.id)).toEqual(["b"]);
  expect(moved.pages[0]?.next).toBe("more");
});

import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { FactHead } from "@/api/contract";
import { GATHER_MS, Hub } from "@/api/hub";

let queries: QueryClient;
let hub: Hub;
let read: number;

const KEY = ["case", "k1"];

function fact(number: number, version: number, id = "k1", name = "CaseAccepted"): FactHead {
  return { number, version, subject: { kind: "case", id }, fact: name, at: "", by: {}, data: {} } as unknown as FactHead;
}

beforeEach(() => {
  vi.useFakeTimers();
  queries = new QueryClient();
  hub = new Hub(queries);
  read = 0;
  vi.spyOn(queries, "invalidateQueries").mockImplementation(() => {
    read += 1;
    return Promise.resolve();
  });
});

afterEach(() => {
  vi.useRealTimers();
});

test("facts that come together are one reading", async () => {
  hub.interested({ key: KEY, about: "case", id: "k1" });
  for (let number = 1; number <= 20; number += 1) {
    hub.heard(fact(number, number));
  }
  await vi.advanceTimersByTimeAsync(GATHER_MS);
  expect(read).toBe(1);
  hub.heard(fact(21, 21));
  await vi.advanceTimersByTimeAsync(GATHER_MS);
  expect(read).toBe(2);
});

test("a version that is known already is not read again", async () => {
  queries.setQueryData(KEY, { id: "k1", version: 5 });
  hub.interested({ key: KEY, about: "case", id: "k1" });
  hub.heard(fact(40, 5));
  await vi.advanceTimersByTimeAsync(GATHER_MS);
  expect(read).toBe(0);
  hub.heard(fact(41, 6));
  await vi.advanceTimersByTimeAsync(GATHER_MS);
  expect(read).toBe(1);
});

test("a list ignores what is older than its snapshot", async () => {
  queries.setQueryData(["cases"], { cases: [], number: 100 });
  hub.interested({ key: ["cases"], about: ["case", "action"] });
  hub.heard(fact(100, 1));
  await vi.advanceTimersByTimeAsync(GATHER_MS);
  expect(read).toBe(0);
  hub.heard(fact(101, 1, "k2"));
  await vi.advanceTimersByTimeAsync(GATHER_MS);
  expect(read).toBe(1);
});

test("other subjects, other facts, and whoever listens no more, are left alone", async () => {
  hub.interested({ key: KEY, about: "case", id: "k1", facts: ["CaseClosed"] });
  const end = hub.interested({ key: ["gone"], about: "case" });
  end();
  hub.heard(fact(1, 1));
  hub.heard(fact(2, 1, "k2", "CaseClosed"));
  await vi.advanceTimersByTimeAsync(GATHER_MS);
  expect(read).toBe(0);
});

test("steady traffic never keeps a slow reading from arriving, and the last fact is read", async () => {
  vi.restoreAllMocks();
  let happened = 0;
  let begun = 0;
  const arrived: number[] = [];
  const observer = new QueryObserver(queries, {
    queryKey: KEY,
    queryFn: async () => {
      begun += 1;
      const seen = happened;
      await new Promise((resolve) => setTimeout(resolve, 300));
      arrived.push(seen);
      return { seen };
    },
  });
  const end = observer.subscribe(() => undefined);
  hub.interested({ key: KEY, about: "case", id: "k1" });
  for (let number = 1; number <= 60; number += 1) {
    await vi.advanceTimersByTimeAsync(50);
    happened = number;
    hub.heard(fact(number, number));
  }
  expect(arrived.length).toBeGreaterThan(5);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(arrived.at(-1)).toBe(60);
  expect(arrived.length).toBe(begun);
  const settled = begun;
  await vi.advanceTimersByTimeAsync(2_000);
  expect(begun).toBe(settled);
  end();
});
